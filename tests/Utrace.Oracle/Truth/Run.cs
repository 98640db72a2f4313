using System.Globalization;
using Utrace.Simulation;

namespace Utrace.Oracles.Truth;

/// <summary>One run of a program: its choices, where it is, and what it breaks.</summary>
internal sealed partial class Run(ProgramTruth truth, ProgramMap map, Choices choices)
{
    [ThreadStatic]
    private static Run? t_current;

    private readonly List<Held> _held = [];
    private readonly Dictionary<int, Lookup> _lookups = [];
    private readonly HashSet<int> _claimed = [];
    private readonly List<int> _targets = [];
    private long _section;
    private bool _isBlurred;
    private int _puts;
    private World? _world;

    public static Run Current => t_current ?? throw new InvalidOperationException("No program is running on this thread.");

    public ProgramTruth Truth => truth;

    public Choices Choices => choices;

    public List<Action> Later { get; } = [];

    public OpenedBy Sections { get; } = new();

    public Frame Top { get; set; } = new(FrameKind.Public, null);

    /// <summary>The explicit put that is going on.</summary>
    public (int Line, Held? Held)? Putting { get; set; }

    public int NextPut() => ++_puts;

    public string Story => string.Join(' ', choices.Story);

    /// <summary>Runs the program once.</summary>
    public void Execute(Func<OracleProgram> create, World world)
    {
        t_current = this;
        _world = world;
        _targets.AddRange(world.Targets);
        SimulatedKernel kernel = world.Kernel;
        kernel.ViolationReported += Judge;
        OracleProgram program = create();
        try
        {
            program.Run(new ChoosingKernel(kernel, this), world.Pid, world.Engine, world.Ops);
        }
        catch (Exception exception) when (IsOutcome(exception))
        {
            truth.WasCut |= exception is not OracleException;
        }
        CloseSections();
        Finish(program);
        CloseSections();
        kernel.ViolationReported -= Judge;
        world.Pid.Put();
        world.Engine.Put();
        kernel.Dispose();
        JudgeHeld(kernel);
        t_current = null;
    }

    public void MayReapAny()
    {
        if (Choices.Happens("reap"))
            _world!.Reap(_targets[0]);
    }

    public void MayReap(int number)
    {
        if (_targets.Contains(number) && !_world!.IsReaped(number) && Choices.Happens($"reap {number}"))
            _world.Reap(number);
    }

    public void EnterSection()
    {
        if (!Rcu.IsReadLockHeld)
            _section++;
    }

    /// <summary>A call in a try block may throw before it has any effect. Whether it had used what it was handed is left open.</summary>
    public void MayThrowBefore(int line)
    {
        if (!choices.Happens($"throw at {line}"))
            return;
        _isBlurred = true;
        throw new OracleException();
    }

    public void JudgeLookup(int line)
    {
        if (!Rcu.IsReadLockHeld)
            truth.Break("UTR1001", Top.Responsible(line).Line, Story);
    }

    public void NoteLookup(TaskStruct? task, int line)
    {
        if (task is null)
            return;
        int number = NumberIn(task.ToString());
        var lookup = new Lookup(line, Top, Rcu.IsReadLockHeld ? _section : 0);
        if (_lookups.TryGetValue(number, out Lookup? before) && before.Line != line
            && (before.Section != lookup.Section || before.IsShared || before.IsBroken))
        {
            // An older reference can not be told from this one any more.
            truth.SharesTasks = true;
            lookup.IsShared = before.IsShared || before.IsReported || before.Section == 0;
        }
        _lookups[number] = lookup;
    }

    public void NoteClaim(TaskStruct task) => _claimed.Add(NumberIn(task.ToString()));

    public void NoteAttach(TaskStruct? task, int line)
    {
        if (task is null || !Rcu.IsReadLockHeld)
            return;
        BreakTasks();
        int number = NumberIn(task.ToString());
        if (!_claimed.Contains(number) && _lookups.TryGetValue(number, out Lookup? lookup) && lookup.Section == _section)
            truth.Break("UTR1005", line, Story);
    }

    /// <summary>The thread sleeps; the kernel sees what that breaks.</summary>
    public void Sleep() => _ = _world!.Kernel.Reap(int.MaxValue);

    public void Take(IDisposable reference, int line, int number)
    {
        if (HeldOf(reference) is { } known)
        {
            (known.Line, known.Frame) = (line, Top);
            return;
        }
        _held.Add(new Held(reference, line, Top, number));
    }

    public Held? HeldOf(IDisposable? reference) => _held.Find(held => ReferenceEquals(held.Reference, reference));

    /// <summary>A function ends: what it leaves behind.</summary>
    public void Leave(Frame frame)
    {
        if (frame.Exit == FrameExit.Running)
            frame.Exit = FrameExit.Regular;
        if (frame.Exit == FrameExit.Regular)
        {
            truth.Judged.UnionWith(frame.Opened);
            foreach (OpenSection section in frame.Open)
                BreakUpwards("UTR4001", section.Line, frame);
        }
        foreach (Lookup lookup in _lookups.Values)
            if (lookup.Frame == frame && !Rcu.IsReadLockHeld)
                lookup.IsHandedOut = true;
        Sections.Left(frame);
        Top = frame.Caller!;
    }

    /// <summary>A fault of a function that its callers are left with: it may be told again where they call.</summary>
    public void BreakUpwards(string rule, int line, Frame frame)
    {
        truth.Break(rule, line, Story);
        foreach (int call in frame.CallLines())
            truth.Tolerated.Add(new Place(rule, call));
        for (Frame? caller = frame.Caller; caller is not null; caller = caller.Caller)
            foreach (OpenSection section in caller.Open)
                truth.Tolerated.Add(new Place(rule, section.Line));
    }

    private void Finish(OracleProgram program)
    {
        foreach (Action later in Later.Append(program.Cleanup))
        {
            try
            {
                later();
            }
            catch (Exception exception) when (IsOutcome(exception))
            {
                truth.WasCut = true;
            }
        }
    }

    private static void CloseSections()
    {
        while (Rcu.IsReadLockHeld)
            Rcu.ReadUnlock();
    }

    private static bool IsOutcome(Exception exception) =>
        exception is OracleException or InvalidOperationException or UtraceException or ArgumentNullException or NullReferenceException;

    internal static int NumberIn(string text)
    {
        int start = text.StartsWith("pid ", StringComparison.Ordinal) ? 4 : text.IndexOf("task ", StringComparison.Ordinal) + 5;
        int end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return int.Parse(text.AsSpan(start, end - start), CultureInfo.InvariantCulture);
    }
}
