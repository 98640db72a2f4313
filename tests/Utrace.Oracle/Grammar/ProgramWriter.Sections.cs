namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>A read-side section, by a scope or a pair, with a lookup in it.</summary>
    private bool Section(Scope scope)
    {
        string? kept = Chance(45) ? Name("task") : null;
        if (kept is not null)
            Line($"TaskStruct? {kept} = null;");
        var inside = new Scope(scope) { HasSection = true };
        int form = scope.Guarded ? Below(4) : Below(6);
        switch (form)
        {
            case 0 or 1:
                Open("using (Rcu.EnterReadScope())");
                Read(inside, kept);
                Close();
                break;
            case 2:
                Open();
                Line($"using var {Name("scope")} = Rcu.EnterReadScope();");
                Read(inside, kept);
                Close();
                break;
            case 3:
                PairWithFinally(inside, kept);
                break;
            case 4 when !scope.Straight:
                string open = Name("scope");
                Line($"var {open} = Rcu.EnterReadScope();");
                inside.Duties.Add($"{open}.Dispose();");
                Read(inside, kept);
                End(inside);
                break;
            default:
                Line("Rcu.ReadLock();");
                inside.Duties.Add("Rcu.ReadUnlock();");
                Read(inside, kept);
                if (Fault("unlock twice", 8))
                    Line("Rcu.ReadUnlock();");
                End(inside);
                break;
        }
        if (kept is not null)
            AfterSection(scope, kept);
        return true;
    }

    private void PairWithFinally(Scope inside, string? kept)
    {
        Line("Rcu.ReadLock();");
        Open("try");
        Read(inside, kept);
        Close();
        Open("finally");
        Line("Rcu.ReadUnlock();");
        Close();
    }

    private void End(Scope inside)
    {
        if (!Fault("section left open", 10))
            Line(inside.Duties[^1]);
    }

    /// <summary>What a section is for. Names declared here end with a block that the caller may not have opened.</summary>
    private void Read(Scope inside, string? kept)
    {
        if (kept is not null)
        {
            Line($"{kept} = {PickFrom(inside, one => one.Pids)}.Task();");
            Open($"if ({kept} is not null)");
            var known = new Scope(inside);
            known.Tasks.Add(kept);
            if (Chance(30))
                Line(UseOf(kept));
            Statements(known, 2);
            Close();
        }
        else
        {
            Lookup(inside);
        }
        Statements(inside, 2);
    }

    private void AfterSection(Scope scope, string kept)
    {
        if (!scope.InSection && Fault("use after section", 35))
        {
            Line(Below(4) switch
            {
                0 => $"Oracle.Use({kept});",
                1 => $"Oracle.Log({kept}?.Pid);",
                2 => $"if ({kept} != null) Oracle.Log({kept}.Comm);",
                _ => $"Oracle.Log({kept} is null ? 0 : {kept}.Tgid);",
            });
        }
        scope.Stale.Add(kept);
    }

    /// <summary>A lookup in the section that is open, used under a null check.</summary>
    private bool Lookup(Scope scope)
    {
        string task = Name("task");
        string pid = PickFrom(scope, one => one.Pids)!;
        switch (Below(4))
        {
            case 0:
                Open($"if ({pid}.Task() is {{ }} {task})");
                break;
            case 1 when PickFrom(scope, one => one.Tasks) is { } known:
                Line($"TaskStruct {task} = {known}.GroupLeader;");
                scope.Tasks.Add(task);
                return true;
            case 1 or 2:
                Line($"TaskStruct? {task} = {pid}.Task();");
                Open($"if ({task} is not null)");
                break;
            default:
                Line($"var {task} = {pid}.Task();");
                Open($"if ({task} != null)");
                break;
        }
        var inside = new Scope(scope);
        inside.Tasks.Add(task);
        if (Chance(25))
        {
            string alias = Name("alias");
            Line($"TaskStruct {alias} = {task};");
            inside.Tasks.Add(alias);
        }
        Line(UseOf(Pick(inside.Tasks)));
        if (Chance(50) && _left > 0)
            Statements(inside, 2);
        Close();
        return true;
    }
}
