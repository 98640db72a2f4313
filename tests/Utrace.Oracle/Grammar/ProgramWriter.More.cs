namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>A private method with statements of its own, and the call of it.</summary>
    private bool Method(Scope scope)
    {
        if (_methodDepth > 0)
            return false;
        string? task = PickFrom(scope, one => one.Tasks);
        string name = Name("Helper");
        var inside = new Scope(null) { IsFunction = true, HasSection = scope.InSection, MayHaveSection = scope.BarsSuspension };
        if (task is not null)
            inside.Tasks.Add("task");
        DrawnMember($"private void {name}({Lent}{(task is null ? "" : ", TaskStruct task")})", inside, () => Statements(inside, 5));
        Line($"{name}({Loan(scope)}{(task is null ? "" : $", {task}")});");
        return true;
    }

    /// <summary>A section that is there where a flag says so.</summary>
    private bool FlaggedSection(Scope scope)
    {
        if (scope.Guarded)
            return false;
        string flag = Name("flag");
        Line($"bool {flag} = {Choice()};");
        Line($"if ({flag}) Rcu.ReadLock();");
        Statements(new Scope(scope) { IsStraight = true, MayHaveSection = true }, 1);
        if (Chance(60))
        {
            Open($"if ({flag})");
            Lookup(new Scope(scope) { HasSection = true, IsStraight = true });
            Close();
        }
        if (!Fault("flagged section left open", 15))
            Line(Fault("flag tested the other way", 10) ? $"if (!{flag}) Rcu.ReadUnlock();" : $"if ({flag}) Rcu.ReadUnlock();");
        return true;
    }

    /// <summary>Shapes that fit in a line or a few.</summary>
    private bool More(Scope scope)
    {
        string pid = PickFrom(scope, one => one.Pids)!;
        string name = Name("it");
        switch (Below(9))
        {
            case 0:
                Line($"PidHandle {name} = {pid};");
                scope.Pids.Add(name);
                return true;
            case 1 when scope.InSection:
                Line($"Oracle.Log({pid}.Task()?.Pid);");
                return true;
            case 2 when scope.InSection:
                Line($"int {name} = {pid}.Task() is {{ }} in{name} ? in{name}.Pid : 0;");
                Line($"Oracle.Log({name});");
                return true;
            case 3 when PickFrom(scope, one => one.Tasks) is { } task:
                Line($"Func<int> {name} = () => {{ return {task}.Pid; }};");
                Line($"Oracle.Log({name}());");
                return true;
            case 4 when !scope.InSection:
                Member("_number", "private int _number;");
                Line("using (Rcu.EnterReadScope())");
                Line($"    _number = {pid}.Task()?.Tgid ?? 0;");
                Line("Oracle.Log(_number);");
                return true;
            case 5:
                Member("_mine", "private PidHandle? _mine;");
                Member("ShowMine", PrivateMethods.ShowMine);
                AtCleanup("_mine?.Put();");
                Line("_mine?.Put();");
                Line($"_mine = {pid}.Get();");
                Line("ShowMine();");
                return true;
            case 6 when !scope.InSection && Fault("returned task", 60):
                Member("Escaped", PrivateMethods.Escaped);
                _isPinned = true;
                Line($"Oracle.Log(Escaped({pid}) is null);");
                return true;
            case 7 when !scope.InSection && Fault("attach by a lookup", 40):
                Line("Rcu.ReadLock();");
                string output = $"out UtraceEngine? of{name}, out _";
                Line($"bool {name} = UtraceEngine.TryAttachTask({pid}.Task(), AttachFlags.Create, ops, null, {output});");
                Line("Rcu.ReadUnlock();");
                Line($"if ({name}) of{name}!.Put();");
                return true;
            case 8 when !scope.InSection && PickFrom(scope, one => one.Flags) is { } flag:
                Line($"TaskStruct? {name} = null;");
                Line("using (Rcu.EnterReadScope())");
                Open();
                Line($"if ({flag}) {name} = {pid}.Task();");
                Line($"if ({flag} && {name} is not null) Oracle.Log({name}.Pid);");
                Close();
                if (Fault("flagged use after section", 40))
                    Line($"if ({flag}) Oracle.Use({name});");
                scope.Stale.Add(name);
                return true;
            default:
                return false;
        }
    }
}
