using System.Globalization;
using Utrace.Simulation;

namespace Utrace.Oracles.Truth;

/// <summary>One run of a program: its choices, where it is, and what it breaks.</summary>
internal sealed partial class Run(ProgramTruth truth, ProgramMap map, Choices choices)
{
    [ThreadStatic]
    private static Run? t_current;

    private const int MostSteps = 4_000;

    private readonly List<Held> _held = [];
    private readonly Dictionary<int, Lookup> _lookups = [];
    private readonly HashSet<int> _claimed = [];
    private readonly List<int> _targets = [];
    private long _section;
    private bool _isBlurred;
    private bool _isCleanupCut;
    private int _puts;
    private int _steps;
    private bool _hadNoPid;
    private Exception? _vague;
    private World? _world;
    private Exception? _null;

    public static Run Current => t_current ?? throw new InvalidOperationException("No program is running on this thread.");

    public ProgramTruth Truth => truth;

    public Choices Choices => choices;

    /// <summary>What can be told of it from outside.</summary>
    public RunRecord Record { get; } = new() { Decisions = choices.Decisions };

    public List<Action> Later { get; } = [];

    public OpenedBy Sections { get; } = new();
    /// <summary>Whether the method under test is over, and what it left for later runs.</summary>
    public bool IsOver { get; private set; }

    public Frame Top { get; set; } = new(FrameKind.Public, null);

    /// <summary>The explicit put that is going on.</summary>
    public (int Line, Held? Held)? Putting { get; set; }

    /// <summary>How many calls are going on that run a delegate before they return.</summary>
    public int Nows { get; set; }

    /// <summary>A lookup by a pid; where that is null, it is no task that is null then.</summary>
    public void NoteReceiver(object? pid) => _hadNoPid = pid is null;

    public int NextPut() => ++_puts;

    public string Story => string.Join(' ', choices.Story);

    /// <summary>Runs the program once.</summary>
    public RunRecord Execute(Func<OracleProgram> create, World world)
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
            Note(exception, isCut: exception is not OracleException);
        }
        CloseSections();
        Finish(program);
        CloseSections();
        kernel.ViolationReported -= Judge;
        Record.See(world.Describe());
        world.Pid.Put();
        world.Engine.Put();
        kernel.Dispose();
        foreach (LifetimeViolation violation in kernel.Violations)
            Record.Report(violation.Kind);
        JudgeHeld(kernel);
        t_current = null;
        return Record;
    }

    public void MayReapAny()
    {
        if (Choices.Happens("reap", Top.Line))
            _world!.Reap(_targets[0]);
    }

    public void MayReap(int number, int line)
    {
        if (_targets.Contains(number) && !_world!.IsReaped(number) && Choices.Happens($"reap {number}", line))
            _world.Reap(number);
    }

    /// <summary>The number, if that task is there to do something with.</summary>
    public int? Present(int? number) => number is { } known && !_world!.IsReaped(known) ? number : null;

    public void EnterSection()
    {
        if (!Rcu.IsReadLockHeld)
            _section++;
    }

    /// <summary>An edit can make a program that jumps back for good. It is ended, at each statement that it still comes to.</summary>
    public void Step()
    {
        if (++_steps <= MostSteps)
            return;
        truth.IsEndless = true;
        throw new InvalidOperationException("The program does not come to an end.");
    }

    /// <summary>A call in a try block may throw before it has any effect. Whether it had used what it was handed is left open.</summary>
    public void MayThrowBefore(int line)
    {
        if (!choices.Happens("throw before", line))
            return;
        _isBlurred = true;
        _vague = new OracleException();
        throw _vague;
    }

    /// <summary>Whether it can not be told that an exception came out of a call that is expected to throw.</summary>
    public bool IsVague(Exception exception, Frame frame) =>
        exception is not (OracleException or UtraceException) || ReferenceEquals(exception, _vague) || map.Handlers.Contains(frame.Line);

    /// <summary>Something is called: what the function has acquired and not put might be left behind by an exception.</summary>
    public void Expose()
    {
        if (map.Tries.Contains(Top.Line))
            return;
        foreach (Held held in _held)
            if (held.PutFrame is null && held.Frame == Top)
                truth.Exposed.Add(held.Line);
    }

    public void JudgeLookup(int line)
    {
        if (!Rcu.IsReadLockHeld)
            Break("UTR1001", Top.Responsible(line).Line);
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
        if (before is not null && before.Section == lookup.Section)
            lookup.Frames.AddRange(before.Frames);
        _lookups[number] = lookup;
    }

    public void NoteClaim(TaskStruct task)
    {
        _claimed.Add(NumberIn(task.ToString()));
        // The claim makes every reference to the task good, where the analyzers see one of them.
        truth.SharesTasks = true;
    }

    public void NoteAttach(TaskStruct? task, int line)
    {
        if (task is null || !Rcu.IsReadLockHeld)
            return;
        BreakTasks();
        int number = NumberIn(task.ToString());
        if (_claimed.Contains(number))
        {
            // Which of the references to the task was claimed, the runs can not tell.
            truth.Tolerated.Add(new Place("UTR4003", line));
            truth.Tolerated.Add(new Place("UTR4003", Sections.LineOf(Top).Line));
            truth.Tolerated.Add(new Place("UTR1005", line));
        }

        if (!_claimed.Contains(number) && _lookups.TryGetValue(number, out Lookup? lookup) && lookup.Section == _section)
            Break("UTR1005", line);
    }

    /// <summary>The thread sleeps; the kernel sees what that breaks.</summary>
    public void Sleep() => _ = _world!.Kernel.Reap(int.MaxValue);

    public void Take(IDisposable reference, int line)
    {
        if (HeldOf(reference) is { } known)
        {
            JudgeHandedOut(known);
            (known.Line, known.Frame) = (line, Top);
            return;
        }
        _held.Add(new Held(reference, line, Top, reference is PidHandle pid ? pid.Number : 0));
    }

    /// <summary>A call has ended that may have left another reference in a variable.</summary>
    public void TakeBack(IDisposable? reference, int line)
    {
        if (HeldOf(reference) is not { } known || known.Frame == Top)
            return;
        JudgeHandedOut(known);
        (known.Line, known.Frame) = (line, Top);
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
            // What a lambda leaves open is said of the lambda; whoever has it run is not taken to be in a section after it.
            truth.MixesSections |= frame.Kind == FrameKind.Lambda && frame.Open.Count > 0;
        }
        foreach (Lookup lookup in _lookups.Values)
            if (lookup.Frames[0] == frame && !Rcu.IsReadLockHeld)
                lookup.IsHandedOut = true;
        Sections.Left(frame);
        if (Top == frame)
            Top = frame.Caller!;
    }

    /// <summary>A fault of a function that its callers are left with: it may be told again where they call.</summary>
    public void BreakUpwards(string rule, int line, Frame frame)
    {
        Break(rule, line);
        foreach (int call in frame.CallLines())
            truth.Tolerated.Add(new Place(rule, call));
        for (Frame? caller = frame.Caller; caller is not null; caller = caller.Caller)
            foreach (OpenSection section in caller.Open)
                truth.Tolerated.Add(new Place(rule, section.Line));
    }

    private void Break(string rule, int line)
    {
        truth.Break(rule, line, Story);
        Record.Break(new Place(rule, line));
    }

    private void Note(Exception exception, bool isCut)
    {
        Record.See(exception.GetType().Name);
        Record.IsCut |= isCut;
        truth.WasCut |= isCut;
    }

    private void Finish(OracleProgram program)
    {
        IsOver = true;
        // A fix may have given the program a cleanup of its own.
        foreach (Action later in (IEnumerable<Action>)[.. Later, program.Cleanup, () => (program as IDisposable)?.Dispose()])
        {
            try
            {
                later();
            }
            catch (Exception exception) when (IsOutcome(exception))
            {
                Note(exception, isCut: true);
                _isCleanupCut = true;
            }
        }
    }

    private static void CloseSections()
    {
        while (Rcu.IsReadLockHeld)
            Rcu.ReadUnlock();
    }

    private static bool IsOutcome(Exception exception) =>
        exception is OracleException or InvalidOperationException or UtraceException or ArgumentException or NullReferenceException;

    internal static int NumberIn(string text)
    {
        int start = text.StartsWith("pid ", StringComparison.Ordinal) ? 4 : text.IndexOf("task ", StringComparison.Ordinal) + 5;
        int end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return int.Parse(text.AsSpan(start, end - start), CultureInfo.InvariantCulture);
    }
}
