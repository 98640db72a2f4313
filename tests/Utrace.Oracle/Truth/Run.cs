using System.Globalization;
using Utrace.Simulation;

namespace Utrace.Oracles.Truth;

/// <summary>One run of a program: its choices, where it is, and what it breaks.</summary>
internal sealed class Run(ProgramTruth truth, ProgramMap map, Choices choices)
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
    private Exception? _null;

    public static Run Current => t_current ?? throw new InvalidOperationException("No program is running on this thread.");

    public ProgramTruth Truth => truth;

    public Choices Choices => choices;

    public List<Action> Later { get; } = [];

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
            && (before.Section != lookup.Section || before.IsShared))
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
        int number = NumberIn(task.ToString());
        if (!_claimed.Contains(number) && _lookups.TryGetValue(number, out Lookup? lookup) && lookup.Section == _section)
            truth.Break("UTR1005", line, Story);
    }

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

    /// <summary>Asked before anything is left: the innermost frame is where it happened.</summary>
    public void JudgeNull(Exception exception)
    {
        if (_null == exception)
            return;
        _null = exception;
        if (map.Unchecked.Contains(Top.Line))
            truth.Break("UTR1006", Top.Line, Story);
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

    private void Judge(LifetimeViolation violation)
    {
        switch (TruthTable.RuleOf(violation.Kind))
        {
            case "UTR1002":
                JudgeUse(NumberIn(violation.Text));
                break;
            case ("UTR2003" or "UTR3003") and var rule:
                JudgeUseAfterPut(rule, NumberIn(violation.Text));
                break;
            case ("UTR2002" or "UTR3002") and var rule:
                JudgeDoublePut(rule, NumberIn(violation.Text));
                break;
        }
    }

    private void JudgeUse(int number)
    {
        if (!_lookups.TryGetValue(number, out Lookup? lookup))
            return;
        Frame frame = Top.HomeOf(lookup.Frame);
        if (_isBlurred || lookup.IsHandedOut || lookup.IsReported || lookup.IsShared
            || map.KeptUses.Contains(frame.Line) || map.Marked.ContainsKey(frame.Line))
            truth.Tolerated.Add(new Place("UTR1002", frame.Line));
        else
            truth.Break("UTR1002", frame.Line, Story);
        lookup.IsReported = true;
    }

    private void JudgeUseAfterPut(string rule, int number)
    {
        bool isBlurred = _isBlurred || _held.Exists(one => (one.IsGiven || one.IsExcused) && IsOf(one, rule) && one.IsNumbered(number));
        Held? held = LastPut(rule, number);
        Frame frame = Top.HomeOf(held?.PutFrame, held?.Frame);
        if (isBlurred || held is { IsUseReported: true })
            truth.Tolerated.Add(new Place(rule, frame.Line));
        else
            truth.Break(rule, frame.Line, Story);
        if (held is not null)
            held.IsUseReported = true;
    }

    private void JudgeDoublePut(string rule, int number)
    {
        Held? held = Putting is { } known
            ? known.Held
            : LastPut(rule, number);
        int line = Putting?.Line ?? held?.PutLine ?? Top.Line;
        if (held is { IsExcused: true })
            truth.Tolerated.Add(new Place(rule, line));
        else
            truth.Break(rule, line, Story);
    }

    // After the kernel has gone a put does nothing but tell whether it was the first.
    private void JudgeHeld(SimulatedKernel kernel)
    {
        bool leaks = kernel.Violations.Any(
            violation => violation.Kind is LifetimeViolationKind.PidNotPut or LifetimeViolationKind.EngineNotPut);
        foreach (Held held in _held)
        {
            string rule = held.Reference is PidHandle ? "UTR2001" : "UTR3001";
            if (held.Frame.Exit != FrameExit.Regular)
                continue;
            truth.Judged.Add(held.Line);
            if (!leaks)
                continue;
            int before = kernel.Violations.Count;
            held.Reference.Dispose();
            if (kernel.Violations.Count > before)
                continue;
            if (held.IsExcused)
                truth.Undecided.Add(new Place(rule, held.Line));
            else
                truth.Break(rule, held.Line, Story);
        }
    }

    // A violation names a number, and not which of its references; the one that was put last is the likeliest.
    private Held? LastPut(string rule, int number) => _held
        .Where(one => one.PutFrame is not null && IsOf(one, rule) && one.IsNumbered(number))
        .MaxBy(one => one.PutOrder);

    private static void CloseSections()
    {
        while (Rcu.IsReadLockHeld)
            Rcu.ReadUnlock();
    }

    private static bool IsOf(Held held, string rule) => held.Reference is PidHandle == rule.StartsWith("UTR2", StringComparison.Ordinal);

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
