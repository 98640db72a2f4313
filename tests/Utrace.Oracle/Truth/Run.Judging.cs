using Utrace.Simulation;

namespace Utrace.Oracles.Truth;

/// <summary>What a violation that the kernel sees, or a reference that is left over, means in terms of the rules.</summary>
internal sealed partial class Run
{
    private void Judge(LifetimeViolation violation)
    {
        switch (TruthTable.RuleOf(violation.Kind))
        {
            case "UTR1002":
                JudgeUse(NumberIn(violation.Text));
                break;
            case "UTR1004":
                JudgeBrokenUse(NumberIn(violation.Text));
                break;
            case "UTR4003":
                JudgeSleep();
                break;
            case ("UTR2003" or "UTR3003") and var rule:
                JudgeUseAfterPut(rule, NumberIn(violation.Text));
                break;
            case ("UTR2002" or "UTR3002") and var rule:
                JudgeDoublePut(rule, NumberIn(violation.Text));
                break;
            case null:
                var place = new Place(RunRecord.NameOf(violation.Kind), Top.Line);
                truth.Unruled.TryAdd(place, Story);
                Record.Break(place);
                break;
        }
    }

    private void JudgeUse(int number)
    {
        if (!_lookups.TryGetValue(number, out Lookup? lookup))
            return;
        Frame frame = Top.HomeOf([.. lookup.Frames]);
        if (_isBlurred || lookup.IsHandedOut || lookup.IsReported || lookup.IsShared
            || map.KeptUses.Contains(frame.Line) || map.Marked.ContainsKey(frame.Line))
            truth.Tolerated.Add(new Place("UTR1002", frame.Line));
        else
            Break("UTR1002", frame.Line);
        lookup.IsReported = true;
    }

    private void JudgeBrokenUse(int number)
    {
        if (!_lookups.TryGetValue(number, out Lookup? lookup))
            return;
        Frame frame = Top.HomeOf([.. lookup.Frames, .. lookup.BrokenIn]);
        var place = new Place("UTR1004", frame.Line);
        if (_isBlurred || lookup.IsHandedOut || lookup.IsBrokenReported || lookup.IsShared || IsAttachByTask
            || map.KeptUses.Contains(frame.Line) || map.Marked.ContainsKey(frame.Line))
            truth.Tolerated.Add(place);
        else
            Break(place.Rule, place.Line);
        lookup.IsBrokenReported |= !IsAttachByTask;
    }

    private void JudgeSleep()
    {
        BreakTasks();
        (int line, bool isTold) = Sections.LineOf(Top);
        if (IsAttachByTask || !isTold || !Sections.Any)
            truth.Tolerated.Add(new Place("UTR4003", line));
        else
            Break("UTR4003", line);
    }

    /// <summary>An await or a yield gives the thread away: in a section that its own function has opened that is a fault.</summary>
    public void JudgeSuspension()
    {
        if (Rcu.IsReadLockHeld && Sections.IsOf(Top))
            Break("UTR4003", Top.Line);
        else if (Rcu.IsReadLockHeld)
            truth.Tolerated.Add(new Place("UTR4003", Top.Line));
    }

    /// <summary>Whether what goes on now is an attach that is said to be one by the pid.</summary>
    private bool IsAttachByTask =>
        truth.Broken.ContainsKey(new Place("UTR1005", Top.Line)) || truth.Tolerated.Contains(new Place("UTR1005", Top.Line));

    private void BreakTasks()
    {
        foreach (Lookup lookup in _lookups.Values)
            if (!lookup.IsBroken && Rcu.IsReadLockHeld)
                for (Frame? frame = Top; frame is not null; frame = frame.Caller)
                    lookup.BrokenIn.Add(frame);
    }

    private void JudgeUseAfterPut(string rule, int number)
    {
        bool isBlurred = _isBlurred || _held.Exists(one => (one.IsGiven || one.IsExcused) && IsOf(one, rule) && one.IsNumbered(number));
        Held? held = LastPut(rule, number);
        Frame frame = Top.HomeOf(held?.PutFrame, held?.Frame);
        if (isBlurred || held is { IsUseReported: true })
            truth.Tolerated.Add(new Place(rule, frame.Line));
        else
            Break(rule, frame.Line);
        if (held is not null)
            held.IsUseReported = true;
    }

    /// <summary>
    /// What a call has put and hands out all the same is its own fault, at the put or where it goes into the output, whichever comes last;
    /// what its caller does with it says no more.
    /// </summary>
    private void JudgeHandedOut(Held held)
    {
        if (held is not { PutFrame: { Exit: not FrameExit.Running }, IsExcused: false, IsUseReported: false })
            return;
        Break(held.Reference is PidHandle ? "UTR2003" : "UTR3003", held.GivenOutAfterPut ?? held.PutLine);
        held.IsExcused = held.IsUseReported = true;
    }

    private void JudgeDoublePut(string rule, int number)
    {
        Held? held = Putting is { } known
            ? known.Held
            : LastPut(rule, number);
        int line = Putting?.Line ?? held?.PutLine ?? Top.Line;
        if (held is not null && Top.HomeOf(held.PutFrame, held.Frame) is { } home && home != Top)
            line = home.Line;
        if (held is { IsExcused: true })
            truth.Tolerated.Add(new Place(rule, line));
        else
            Break(rule, line);
    }

    // After the kernel has gone a put does nothing but tell whether it was the first.
    private void JudgeHeld(SimulatedKernel kernel)
    {
        bool leaks = kernel.Violations.Any(
            violation => violation.Kind is LifetimeViolationKind.PidNotPut or LifetimeViolationKind.EngineNotPut);
        foreach (Held held in _held)
        {
            string family = held.Reference is PidHandle ? "UTR200" : "UTR300";
            if (held.Frame.Exit == FrameExit.Regular)
                truth.Judged.Add(held.Line);
            if (held.PutFrame is not null && !held.IsGiven && !held.IsExcused)
                truth.Put.Add(held.Line);
            if (held.IsGiven || held.IsExcused)
                truth.HandedOn.Add(held.Line);
            if (!leaks)
                continue;
            int before = kernel.Violations.Count;
            held.Reference.Dispose();
            if (kernel.Violations.Count > before)
                continue;
            if (map.Stores.TryGetValue(held.Line, out int owner))
                JudgeStored(held, new Place(family + "4", owner));
            else
                JudgeLeaked(held, family);
        }
    }

    private void JudgeStored(Held held, Place owner)
    {
        if (held.Frame.Exit != FrameExit.Regular)
            return;
        // A cleanup that did not come to its end shows nothing.
        if (_isCleanupCut)
            truth.Undecided.Add(owner);
        else
            Break(owner.Rule, owner.Line);
    }

    private void JudgeLeaked(Held held, string family)
    {
        if (held.Frame.IsLeftEarly)
            truth.Undecided.Add(new Place(family + "1", held.Line));
        if (held.IsAliased && held.LostLine > 0)
        {
            truth.Undecided.Add(new Place(family + "1", held.Line));
            truth.Undecided.Add(new Place(family + "5", held.LostLine));
        }
        else if (held.LostLine > 0 || (held.IsDropped && !held.IsExcused))
        {
            truth.Lost.Add(held.Line);
            Break(family + "5", held.LostLine > 0 ? held.LostLine : held.Line);
        }
        else if (held.IsExcused)
        {
            truth.Undecided.Add(new Place(family + "1", held.Line));
        }
        else if (held.Frame.Exit == FrameExit.Regular)
        {
            Break(family + "1", held.Line);
        }
        else if (held.Frame.IsVague)
        {
            truth.Undecided.Add(new Place(family + "6", held.Line));
        }
        else
        {
            truth.Escaped.TryAdd(new Place(family + "6", held.Line), Story);
        }
    }

    // A violation names a number, and not which of its references; the one that was put last is the likeliest.
    private Held? LastPut(string rule, int number) => _held
        .Where(one => one.PutFrame is not null && IsOf(one, rule) && one.IsNumbered(number))
        .MaxBy(one => one.PutOrder);

    private static bool IsOf(Held held, string rule) => held.Reference is PidHandle == rule.StartsWith("UTR2", StringComparison.Ordinal);

    /// <summary>Asked before anything is left: the innermost frame is where it happened.</summary>
    public void JudgeNull(Exception exception)
    {
        if (_null == exception)
            return;
        _null = exception;
        if (map.Unchecked.Contains(Top.Line) && !_hadNoPid)
            Break("UTR1006", Top.Line);
    }
}
