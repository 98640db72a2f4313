namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>Variables that hold one reference after another, and references that never get into one.</summary>
    private bool Loss(Scope scope)
    {
        string pid = Name("pid");
        switch (Below(scope.Guarded ? 2 : 7))
        {
            case 0:
                return Dropped(scope);
            case 1:
                Line(Pick<string>(
                [
                    $"kernel.FindGetPid({Number()})?.Put();",
                    $"Oracle.Give({PickFrom(scope, one => one.Pids)}.Get());",
                    $"using (kernel.FindGetPid({Number()})) Oracle.Pass();",
                ]));
                return true;
            case 2:
                Line($"PidHandle? {pid} = kernel.FindGetPid({Number()});");
                Statements(new Scope(scope) { IsStraight = true }, 1);
                if (!Fault("pid overwritten", 40))
                    Line($"{pid}?.Put();");
                Line(Chance(70) ? $"{pid} = kernel.FindGetPid({Number()});" : $"{pid} = null;");
                Line($"{pid}?.Put();");
                return true;
            case 3:
                Line($"PidHandle? {pid} = null;");
                Open($"while ({Choice()})");
                if (!Fault("pid overwritten in a loop", 40))
                    Line($"{pid}?.Put();");
                Line($"{pid} = kernel.FindGetPid({Number()});");
                Close();
                Line($"{pid}?.Put();");
                return true;
            case 4:
                Line($"PidHandle? {pid} = kernel.FindGetPid({Number()});");
                Line($"PidHandle? other{pid} = kernel.FindGetPid({Number()});");
                Line($"if ({Choice()}) ({pid}, other{pid}) = (other{pid}, {pid});");
                Line($"{pid}?.Put();");
                Line($"other{pid}?.Put();");
                return true;
            case 5:
                Member("_last", "private PidHandle? _last;");
                if (!_cleanup.Contains("_last?.Put();"))
                    _cleanup.Add("_last?.Put();");
                if (!Fault("field overwritten", 40))
                    Line(Chance(50) ? "_last?.Put();" : "if (_last is not null) _last.Put();");
                Line($"_last = kernel.FindGetPid({Number()});");
                return true;
            default:
                string engine = Name("engine");
                Line($"UtraceEngine? {engine} = {PickFrom(scope, one => one.Engines)}.Get();");
                if (!Fault("engine overwritten", 40))
                    Line($"{engine}.Put();");
                Line($"{engine} = {Choice()} ? {PickFrom(scope, one => one.Engines)}.Get() : null;");
                Line($"{engine}?.Put();");
                return true;
        }
    }

    private bool Dropped(Scope scope)
    {
        if (!Fault("dropped", 50))
            return false;
        string pid = PickFrom(scope, one => one.Pids)!;
        Line(Pick<string>(
        [
            $"{pid}.Get();",
            $"_ = kernel.FindGetPid({Number()});",
            $"kernel.FindGetPid({Number()});",
            $"Oracle.Log({pid}.Get().Number);",
            $"Oracle.Log(kernel.FindGetPid({Number()})?.Number);",
            $"Oracle.Use({pid}.Get());",
            $"if (kernel.FindGetPid({Number()}) is null) Oracle.Pass();",
            $"{PickFrom(scope, one => one.Engines)}.Get();",
            $"Oracle.Use({PickFrom(scope, one => one.Engines)}.Get());",
        ]));
        return true;
    }
}
