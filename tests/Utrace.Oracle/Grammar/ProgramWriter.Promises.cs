namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    private const string LiveName = """
        [RequiresReadLock]
        public string LiveName(PidHandle pid) => pid.Task()?.Comm ?? "";
        """;

    private const string Live = """
        [RequiresReadLock]
        public TaskStruct? Live(PidHandle pid)
        {
            TaskStruct? task = pid.Task();
            return task is null ? null : task.GroupLeader;
        }
        """;

    /// <summary>Public methods with contracts, claims, callbacks.</summary>
    private bool Promised(Scope scope)
    {
        string pid = PickFrom(scope, one => one.Pids)!;
        string name = Name("task");
        switch (Below(5))
        {
            case 0 when scope.InSection || Fault("contract without a section", 30):
                Member("LiveName", LiveName);
                Line($"Oracle.Log(LiveName({pid}));");
                return true;
            case 1 when scope.InSection:
                Member("Live", Live);
                Open($"if (Live({pid}) is {{ }} {name})");
                var inside = new Scope(scope);
                inside.Tasks.Add(name);
                Line(UseOf(name));
                Statements(inside, 1);
                Close();
                return true;
            case 2 when PickFrom(scope, one => one.Tasks) is { } task:
                Line($"using UtraceEngine {name} = UtraceEngine.AttachTask({task}.AsUnreapedChild(), AttachFlags.Create, ops);");
                scope.Engines.Add(name);
                return true;
            case 3:
                Line($"TaskStruct {name} = TaskStruct.Current;");
                Line($"Oracle.Log({name} is null);");
                return true;
            default:
                return false;
        }
    }
}
