namespace Tracing;

/// <summary>What to do with a signal, as a rule table.</summary>
public sealed class SignalRouter : UtraceEngineOps
{
    private readonly Dictionary<int, Func<TaskStruct, SignalReply>> rules = [];
    private readonly Dictionary<int, int> seen = [];

    public SignalRouter On(int signal, Func<TaskStruct, SignalReply> rule)
    {
        rules[signal] = rule;
        return this;
    }

    public SignalRouter Ignore(params ReadOnlySpan<int> signals)
    {
        foreach (var signal in signals)
            rules[signal] = static _ => new SignalReply(SignalAction.Ignore, ResumeAction.Resume);
        return this;
    }

    public override SignalReply ReportSignal(
        SignalAction signal, ResumeAction action, UtraceEngine engine, TaskRegisters regs, SignalInfo info)
    {
        seen[info.Number] = seen.GetValueOrDefault(info.Number) + 1;
        return rules.TryGetValue(info.Number, out var rule)
            ? rule(TaskStruct.Current)
            : new SignalReply(signal, ResumeAction.Resume);
    }

    public override ResumeAction ReportDeath(UtraceEngine engine, bool groupDead, int signal)
    {
        Log($"{TaskStruct.Current.Describe()} died of {signal}" + (groupDead ? ", the last of its group" : ""));
        return ResumeAction.Resume;
    }
}

/// <summary>What is often asked of tasks and pids.</summary>
public static class TaskExtensions
{
    public static string Describe(this TaskStruct task) => task.Pid == task.Tgid ? task.Comm : $"{task.Comm}/{task.Pid}";

    [RequiresReadLock]
    public static bool IsLeader(this TaskStruct task) => task.GroupLeader == task;

    [RequiresReadLock]
    public static TaskStruct? ParentLeader(this TaskStruct task) => task.RealParent?.GroupLeader;

    public static bool IsGone(this PidHandle? pid)
    {
        if (pid is null)
            return true;
        using var scope = Rcu.EnterReadScope();
        return pid.Task() is null;
    }

    public static T Read<T>(this PidHandle pid, T fallback, [InvokedDuringCall] Func<TaskStruct, T> read)
        where T : struct
    {
        using (Rcu.EnterReadScope())
            return pid.Task() is { } task ? read(task) : fallback;
    }
}

public static class SignalReport
{
    public static void Print(IReadOnlyList<PidHandle> pids)
    {
        foreach (var pid in pids)
        {
            if (pid.IsGone())
                continue;
            var number = pid.Read(0, task => task.Tgid);
            using var scope = Rcu.EnterReadScope();
            if (pid.Task() is { } task && task.IsLeader() && task.ParentLeader() is { } parent)
                Log($"{number} {task.Describe()} below {parent.Describe()}");
        }
    }
}
