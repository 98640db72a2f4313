using Utrace.Simulation;

namespace Utrace.Oracles.Truth;

internal sealed partial class Run
{
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

    private void JudgeDoublePut(string rule, int number)
    {
        Held? held = Putting is { } known
            ? known.Held
            : LastPut(rule, number);
        int line = Putting?.Line ?? held?.PutLine ?? Top.Line;
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
                Break(rule, held.Line);
        }
    }

    // A violation names a number, and not which of its references; the one that was put last is the likeliest.
    private Held? LastPut(string rule, int number) => _held
        .Where(one => one.PutFrame is not null && IsOf(one, rule) && one.IsNumbered(number))
        .MaxBy(one => one.PutOrder);

    private static bool IsOf(Held held, string rule) => held.Reference is PidHandle == rule.StartsWith("UTR2", StringComparison.Ordinal);
}
