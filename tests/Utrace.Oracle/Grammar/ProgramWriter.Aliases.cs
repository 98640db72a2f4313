namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>Variables that take over from one another.</summary>
    private bool Alias(Scope scope)
    {
        if (scope.Guarded)
            return false;
        string pid = PickFrom(scope, one => one.Pids)!;
        string one = Name("pid");
        string next = Name("next");
        switch (Below(4))
        {
            case 0:
                Line($"PidHandle {one} = {pid}.Get();");
                Open($"while ({Choice()})");
                Line($"PidHandle {next} = {one}.Get();");
                Line($"{one}.Put();");
                Line($"{one} = {next};");
                if (Chance(60))
                    Statements(new Scope(scope) { IsStraight = true }, 1);
                Close();
                PutLast(scope, one);
                return true;
            case 1:
                Line($"PidHandle? {one} = null;");
                Open($"foreach (int {next} in new int[Oracle.Times({++_sites})])");
                Line($"{one}?.Put();");
                Line($"{one} = kernel.FindGetPid({Number()} + {next});");
                Close();
                Statements(new Scope(scope) { IsStraight = true }, 1);
                if (!Fault("last of a loop not put", 25))
                    Line($"{one}?.Put();");
                return true;
            case 2:
                Line($"PidHandle {one} = {pid}.Get();");
                Line($"PidHandle {next} = {one};");
                if (Chance(50))
                    Line($"Oracle.Use({next});");
                PutLast(scope, next);
                if (Fault("used by another name", 25))
                    Line($"Oracle.Log({one}.Number);");
                return true;
            default:
                Line($"PidHandle? {one} = {pid}.Get();");
                Line($"PidHandle? {next} = {one};");
                Line($"{one} = null;");
                Statements(new Scope(scope) { IsStraight = true }, 1);
                Line($"Oracle.Log({one}?.Number);");
                if (!Fault("moved and not put", 25))
                    Line($"{next}.Put();");
                return true;
        }
    }

    private void PutLast(Scope scope, string pid)
    {
        var inside = new Scope(scope);
        inside.Pids.Add(pid);
        inside.Duties.Add($"{pid}.Put();");
        Statements(inside, 2);
        PutPid(inside, pid);
    }
}
