namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>A method without nullable analysis, which checks what it looks up, or does not.</summary>
    private bool Unasked(Scope scope)
    {
        string name = Name("Unasked");
        bool isFault = Fault("task not checked for null", 40);
        string body = (isFault, Below(4)) switch
        {
            (true, 0) => "Oracle.Log(pid.Task().Pid);",
            (true, 1) => "var task = pid.Task();\nOracle.Log(task.Comm);\nOracle.Log(task.Pid);",
            (true, 2) => "var task = pid.Task();\nif (task != null)\n    Oracle.Log(task.Pid);\nOracle.Log(task.Tgid);",
            (true, _) => $"var task = pid.Task();\nif (task == null && {Choice()})\n    return;\nOracle.Log(task.Pid);",
            (false, 0) => "Oracle.Log(pid.Task()?.Pid);",
            (false, 1) => "var task = pid.Task();\nif (task == null)\n    return;\nOracle.Log(task.Pid);",
            (false, 2) => $"var task = pid.Task();\nbool isThere = task != null;\nif (isThere && {Choice()})\n    Oracle.Log(task.Pid);",
            _ => "if (pid.Task() is { } task)\n    Oracle.Log(task.GroupLeader.Pid);",
        };
        Member(name, $$"""
            #nullable disable
            private void {{name}}(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    {{body.Replace("\n", "\n        ", StringComparison.Ordinal)}}
                }
            }
            #nullable restore
            """);
        Line($"{name}({PickFrom(scope, one => one.Pids)});");
        return true;
    }
}
