namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>Other shapes in which people hold pids.</summary>
    private bool Shape(Scope scope)
    {
        string pid = Name("pid");
        switch (Below(scope.Guarded ? 3 : 9))
        {
            case 0:
                Line($"PidHandle?[] {pid} = [kernel.FindGetPid({Number()}), kernel.FindGetPid({Number()})];");
                Line($"foreach (PidHandle? each{pid} in {pid}) each{pid}?.Put();");
                return true;
            case 1:
                if (Waited(scope, $"Slow({PickFrom(scope, one => one.Pids)})") is not { } slow)
                    return false;
                Member("Slow", PrivateMethods.Slow);
                Line($"{slow};");
                return true;
            case 2:
                return AcrossAwait(scope);
            case 3:
                Line($"PidHandle? {pid} = kernel.FindGetPid({Number()});");
                Line($"{pid}?.Put();");
                Line($"{pid} = kernel.FindGetPid({Number()});");
                WhereNotNull(scope, pid, $"{pid}.Put();");
                return true;
            case 4:
                Line($"PidHandle? {pid} = {Choice()} ? kernel.FindGetPid({Number()}) : null;");
                Line($"{pid} ??= kernel.FindGetPid({Number()});");
                WhereNotNull(scope, pid, $"{pid}.Put();");
                return true;
            case 5:
                return Rethrown(scope, pid);
            case 6:
                Open($"if (kernel.FindGetPid({Number()}) is {{ }} {pid})");
                Owned(new Scope(scope), pid);
                Close();
                return true;
            case 7:
                Open("do");
                Statements(new Scope(scope) { IsLoop = true }, 2);
                Close($"}} while ({Choice()});");
                return true;
            default:
                return HandedTask(scope);
        }
    }

    private bool AcrossAwait(Scope scope)
    {
        if (scope.InSection || scope.BarsSuspension || !Fault("across an await", 50))
            return false;
        _isPinned = true;
        Member("Across", PrivateMethods.Across);
        Line($"Across({PickFrom(scope, one => one.Pids)}).GetAwaiter().GetResult();");
        return true;
    }

    private bool Rethrown(Scope scope, string pid)
    {
        Line($"PidHandle {pid} = {PickFrom(scope, one => one.Pids)}.Get();");
        var inside = new Scope(scope) { IsGuarded = true, IsStraight = true, IsCaught = true };
        inside.Pids.Add(pid);
        Open("try");
        Statements(inside, 3);
        Close();
        Open("catch");
        Line($"{pid}.Put();");
        Line("throw;");
        Close();
        Line($"{pid}.Put();");
        return true;
    }

    private bool HandedTask(Scope scope)
    {
        if (!scope.InSection && !Fault("out helper without a section", 30))
            return false;
        Member("TryTask", PrivateMethods.TryTask);
        string task = Name("task");
        Open($"if (TryTask({PickFrom(scope, one => one.Pids)}, out TaskStruct? {task}) && {task} is not null)");
        var inside = new Scope(scope);
        // One that was found without a section is a fault told already, whatever becomes of it.
        if (scope.InSection)
            inside.Tasks.Add(task);
        Line(UseOf(task));
        Statements(inside, 1);
        Close();
        return true;
    }
}
