namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>What the methods with statements of their own are lent.</summary>
    private const string Lent = "IUtraceKernel kernel, PidHandle pid, UtraceEngine engine, UtraceEngineOps ops";

    /// <summary>A member with drawn statements, written aside while the method under test goes on.</summary>
    private void DrawnMember(string head, Scope inside, Action body)
    {
        _methodDepth++;
        (int depth, int nesting, int left, int start) = (_depth, _nesting, _left, _body.Length);
        int budget = Math.Min(_left, 8);
        (_depth, _nesting, _left) = (1, 1, budget);
        if (!inside.Pids.Contains("pid"))
            inside.Pids.Add("pid");
        if (!inside.Engines.Contains("engine"))
            inside.Engines.Add("engine");
        Open(head);
        body();
        Close();
        string text = _body.ToString(start, _body.Length - start);
        _body.Length = start;
        _members.Append(text).Append('\n');
        (_depth, _nesting, _left) = (depth, nesting, left - (budget - _left));
        _methodDepth--;
    }

    /// <summary>What such a method is called with.</summary>
    private string Loan(Scope scope) => $"kernel, {PickFrom(scope, one => one.Pids)}, {PickFrom(scope, one => one.Engines)}, ops";

    /// <summary>What several methods of a type share.</summary>
    private bool Shared(Scope scope)
    {
        string pid = PickFrom(scope, one => one.Pids)!;
        switch (Below(scope.Guarded ? 2 : 4))
        {
            case 0:
                Member("_stored", "private PidHandle? _stored;");
                Member("Store", PrivateTypes.Store);
                Member("Stored", "private int Stored() => _stored is null ? 0 : _stored.Number;");
                Member("Forget", PrivateTypes.Forget);
                AtCleanup("Forget();");
                Line(Chance(70) ? $"Store({pid});" : $"Oracle.Log(Stored());");
                Line(Chance(70) ? "Oracle.Log(Stored());" : "Forget();");
                return true;
            case 1:
                return OwnedByAnother(scope, pid);
            case 2:
                Member("_attached", "private UtraceEngine? _attached;");
                Member("Attach", PrivateTypes.Attach);
                Member("Detach", PrivateTypes.Detach);
                AtCleanup("Detach();");
                Line($"Attach({pid}, ops);");
                if (Chance(50))
                    Line($"if (_attached is not null) Oracle.Log(_attached.SetEvents({pid}, UtraceEvents.Quiesce));");
                if (Chance(40))
                    Line("Detach();");
                return true;
            default:
                string found = Name("pid");
                Member("Owner", PrivateTypes.Owner);
                Open($"if (kernel.FindGetPid({Number()}) is {{ }} {found})");
                Line($"using var {Name("owner")} = new Owner({found});");
                var inside = new Scope(scope);
                inside.Pids.Add(found);
                Statements(inside, 3);
                Close();
                return true;
        }
    }

    private bool OwnedByAnother(Scope scope, string pid)
    {
        string owner = Name("owner");
        if (Chance(50))
        {
            Member("Owner", PrivateTypes.Owner);
            Open($"using (var {owner} = new Owner({pid}.Get()))");
        }
        else
        {
            Member("Session", PrivateTypes.Session);
            Open($"using (var {owner} = new Session({pid}, ops))");
        }
        Line($"Oracle.Log({owner}.Number);");
        Statements(new Scope(scope), 3);
        Close();
        return true;
    }

    private void AtCleanup(string line)
    {
        if (!_cleanup.Contains(line))
            _cleanup.Add(line);
    }
}
