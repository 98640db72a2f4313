namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>A call of a private method that takes, finds or hands out.</summary>
    private bool Called(Scope scope)
    {
        string pid = PickFrom(scope, one => one.Pids)!;
        switch (Below(5))
        {
            case 0 when PickFrom(scope, one => one.Tasks) is { } task:
                Member("Show", PrivateMethods.Show);
                Line($"Show({task});");
                return true;
            case 1:
                Member("NumberOf", PrivateMethods.NumberOf);
                Line($"Oracle.Log(NumberOf({pid}));");
                return true;
            case 2 when scope.InSection || Fault("helper without a section", 50):
                Member("TaskOf", "private static TaskStruct? TaskOf(PidHandle pid) => pid.Task();");
                string found = Name("task");
                Line($"TaskStruct? {found} = TaskOf({pid});");
                Line($"if ({found} is not null) {UseOf(found)}");
                return true;
            case 3 when scope.InSection:
                if (PickFrom(scope, one => one.Tasks) is not { } leader)
                    return false;
                Member("Leads", "private static bool Leads(TaskStruct task) => task.GroupLeader.Pid == task.Pid;");
                Line($"Oracle.Log(Leads({leader}));");
                return true;
            case 4 when !scope.Guarded:
                Member("TryFind", PrivateMethods.TryFind);
                string handed = Name("pid");
                Open($"if (TryFind(kernel, {Number()}, out PidHandle? {handed}) && {handed} is not null)");
                Owned(new Scope(scope), handed);
                Close();
                return true;
            default:
                return false;
        }
    }

    /// <summary>A local function, or a lambda that runs at once.</summary>
    private bool Nested(Scope scope)
    {
        var inside = new Scope(scope) { IsFunction = true, IsStraight = true };
        if (Chance(50))
        {
            Open("Oracle.Now(() =>");
            Statements(inside, 3);
            Close("});");
            return true;
        }
        string name = Name("Local");
        Open($"void {name}()");
        Statements(inside, 3);
        Close();
        Line($"{name}();");
        return true;
    }

    /// <summary>A task that outlives its section. Its truth is written beside it.</summary>
    private bool Kept(Scope scope)
    {
        if (_isPinned || PickFrom(scope, one => one.Tasks) is not { } task || !Fault("task kept", 60))
            return false;
        _isPinned = true;
        switch (Below(3))
        {
            case 0:
                Member("_task", "private TaskStruct? _task; // UTR1003");
                _cleanup.Add("if (_task is not null) Oracle.Log(_task.Pid);");
                Line($"_task = {task};");
                return true;
            case 1:
                Line($"Oracle.Later(() => {{ Oracle.Log({task}.Pid); }}); // UTR1003");
                return true;
            default:
                Member("_things", "private readonly List<object> _things = [];");
                Line($"_things.Add({task}); // UTR1003");
                return true;
        }
    }
}
