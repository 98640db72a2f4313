namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>Delegates that are kept a while, or that put.</summary>
    private bool Delegated(Scope scope)
    {
        string pid = PickFrom(scope, one => one.Pids)!;
        string name = Name("run");
        switch (Below(scope.Guarded ? 3 : 5))
        {
            case 0:
                Member("_actions", "private readonly List<Action> _actions = [];");
                AtCleanup("foreach (Action action in _actions) action();");
                Line($"int {name} = {pid}.Number;");
                Line($"_actions.Add(() => {{ Oracle.Log({name}); }});");
                return true;
            case 1:
                Line($"Func<int, int> {name} = number => number + {pid}.Number;");
                Line($"Oracle.Log({name}({Below(9)}));");
                return true;
            case 2:
                Line($"PidHandle {name} = {pid}.Get();");
                Line($"Action end{name} = () => {{ {name}.Put(); }};");
                Open("try");
                var tried = new Scope(scope);
                tried.Pids.Add(name);
                Statements(tried, 2);
                Close();
                Open("finally");
                Line($"end{name}();");
                Close();
                return true;
            case 3:
                return PutByFunction(scope, pid, name);
            default:
                Line($"Func<PidHandle?> {name} = () => {{ return kernel.FindGetPid({Number()}); }};");
                Line($"PidHandle? of{name} = {name}();");
                WhereNotNull(scope, $"of{name}", $"of{name}.Put();");
                return true;
        }
    }

    private bool PutByFunction(Scope scope, string pid, string name)
    {
        Line($"PidHandle {name} = {pid}.Get();");
        bool isLocal = Chance(50);
        if (isLocal)
            Line($"void End{name}() {{ {name}.Put(); }}");
        var inside = new Scope(scope);
        inside.Pids.Add(name);
        inside.Duties.Add(isLocal ? $"End{name}();" : $"Oracle.Now(() => {{ {name}.Put(); }});");
        Statements(inside, 2);
        if (Fault("function that puts not called", 15))
            return true;
        Line(inside.Duties[^1]);
        if (Fault("put again after a function", 15))
            Line($"{name}.Put();");
        return true;
    }
}
