namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    private const string Sleeping = "System.Threading.Thread.Sleep(1);";

    /// <summary>Something that sleeps: between sections, or by a fault inside one.</summary>
    private bool Sleep(Scope scope)
    {
        if (scope.InSection && !Fault("sleep in a section", 60))
            return false;
        switch (Below(scope.Guarded ? 3 : 5))
        {
            case 0:
                Member("Rest", $"private static void Rest() {{ {Sleeping} }}");
                Line("Rest();");
                break;
            case 1:
                string name = Name("Rest");
                Line($"void {name}() {{ {Sleeping} }}");
                Line($"{name}();");
                break;
            case 2:
                Line(Sleeping);
                break;
            case 3:
                Line($"using var {Name("engine")} = UtraceEngine.AttachPid({PickFrom(scope, one => one.Pids)}, AttachFlags.Create, ops);");
                break;
            default:
                Line($"Oracle.Log({PickFrom(scope, one => one.Engines)}.Barrier({PickFrom(scope, one => one.Pids)}));");
                break;
        }
        if (Chance(60) && PickFrom(scope, one => one.Tasks) is { } task)
            Line(UseOf(task));
        return true;
    }
}
