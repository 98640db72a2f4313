namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>One statement: a production drawn by weight, where it fits.</summary>
    private void Statement(Scope scope)
    {
        bool deep = _nesting >= Deepest;
        if (scope.Suspends != Suspension.None && Chance(20) && Suspend(scope))
            return;
        for (int tries = 0; tries < 8; tries++)
            if (Below(51) switch
            {
                0 or 1 or 2 or 3 => !deep && Section(scope),
                4 or 5 or 6 => !deep && Pid(scope),
                7 or 8 => !deep && Engine(scope),
                9 => EngineCall(scope),
                10 or 11 => scope.InSection && Lookup(scope),
                12 or 13 => UseTask(scope),
                14 => UsePid(scope),
                15 => !deep && If(scope),
                16 => !deep && Loop(scope),
                17 => !deep && Try(scope),
                18 => EarlyExit(scope),
                19 => Flag(scope),
                20 or 21 => Called(scope),
                22 => !deep && Nested(scope),
                23 => UseStale(scope),
                24 => Kept(scope),
                25 => !deep && Method(scope),
                26 => !deep && Switch(scope),
                27 => More(scope),
                29 or 30 => !deep && Shape(scope),
                28 => !deep && FlaggedSection(scope),
                31 => !deep && Async(scope),
                32 => !deep && Iterator(scope),
                33 or 34 => !deep && Collection(scope),
                35 or 36 => !deep && Shared(scope),
                37 => !deep && Output(scope),
                38 => !deep && Alias(scope),
                39 or 40 => !deep && Jump(scope),
                41 or 42 => !deep && Promised(scope),
                48 or 49 => Owner(scope),
                43 or 44 => !deep && Delegated(scope),
                45 => Sleep(scope),
                46 or 47 => !deep && Loss(scope),
                50 => !scope.Guarded && Unasked(scope),
                _ => Simple(),
            })
            {
                return;
            }
        Simple();
    }

    private bool Simple()
    {
        Line(Below(3) switch
        {
            0 => "Oracle.Pass();",
            1 => $"Oracle.MayThrow({++_sites});",
            _ => $"Oracle.Log({Below(100)});",
        });
        return true;
    }

    private bool UseTask(Scope scope)
    {
        if (PickFrom(scope, one => one.Tasks) is not { } task)
            return false;
        Line(UseOf(task));
        return true;
    }

    private string UseOf(string task) => Below(5) switch
    {
        0 => $"Oracle.Log({task}.Pid);",
        1 => $"Oracle.Log({task}.Comm);",
        2 => $"Oracle.Log({task}.Tgid + {task}.Pid);",
        3 => $"Oracle.Log({task}.IsExiting ? 1 : 2);",
        _ => $"Oracle.Use({task});",
    };

    private bool UsePid(Scope scope)
    {
        string pid = PickFrom(scope, one => one.Pids)!;
        Line(Below(3) switch
        {
            0 => $"Oracle.Log({pid}.Number);",
            1 => $"Oracle.Use({pid});",
            _ => $"Oracle.Log({pid}.Equals(pid));",
        });
        return true;
    }

    private bool UseStale(Scope scope)
    {
        if (PickFrom(scope, one => one.Stale) is not { } task)
            return false;
        string engine = PickFrom(scope, one => one.Engines)!;
        Line(Below(4) switch
        {
            0 => $"Oracle.Log({task} is null);",
            1 => $"Oracle.Log({engine}.Control({task}, ResumeAction.Resume));",
            2 => $"if ({task} == null) Oracle.Log(nameof({task}));",
            _ => $"Oracle.Log({engine}.SetEvents({task}, UtraceEvents.Quiesce));",
        });
        return true;
    }

    private bool Flag(Scope scope)
    {
        string flag = Name("flag");
        Line($"bool {flag} = {Choice()};");
        scope.Flags.Add(flag);
        return true;
    }

    private string Condition(Scope scope) =>
        Chance(40) && PickFrom(scope, one => one.Flags) is { } flag ? (Chance(50) ? flag : $"!{flag}") : Choice();

    private bool If(Scope scope)
    {
        Open($"if ({Condition(scope)})");
        Statements(new Scope(scope), 3);
        Close();
        if (Chance(40))
        {
            Open("else");
            Statements(new Scope(scope), 3);
            Close();
        }
        return true;
    }

    private bool Switch(Scope scope)
    {
        Open($"switch (Oracle.Times({++_sites}))");
        foreach (string label in (string[])["case 0:", "case 1:", "default:"])
        {
            if (label == "case 1:" && Chance(40))
                continue;
            Open(label);
            // A break out of here would be one out of the switch.
            Statements(new Scope(scope) { IsStraight = true }, 2);
            Line("break;");
            Close();
        }
        Close();
        return true;
    }

    private bool Loop(Scope scope)
    {
        string counter = Name("i");
        Open(Below(3) switch
        {
            0 => $"while ({Choice()})",
            1 => $"for (int {counter} = 0; {counter} < Oracle.Times({++_sites}); {counter}++)",
            _ => $"foreach (int {counter} in new int[Oracle.Times({++_sites})])",
        });
        Statements(new Scope(scope) { IsLoop = true }, 3);
        Close();
        return true;
    }

    private bool Try(Scope scope)
    {
        if (Chance(70))
        {
            bool also = Chance(25);
            Open("try");
            Statements(new Scope(scope) { IsGuarded = true, IsCaught = true }, 4);
            Close();
            Open(Chance(50) ? "catch (OracleException)" : "catch (Exception)");
            Statements(new Scope(scope) { IsGuarded = also, IsCaught = true }, 2);
            Close();
            if (also)
                Finally(scope);
        }
        else
        {
            Open("try");
            Statements(new Scope(scope), 4);
            Close();
            Finally(scope);
        }
        return true;
    }

    private void Finally(Scope scope)
    {
        Open("finally");
        Statements(new Scope(scope) { IsStraight = true }, 2);
        Close();
    }

    private bool EarlyExit(Scope scope)
    {
        if (scope.Straight)
            return false;
        bool jumps = scope.LoopDuties() is not null && Chance(50);
        List<string> duties = [.. jumps ? scope.LoopDuties()! : scope.ReturnDuties()];
        if (duties.Count > 0 && Fault("way out forgets a duty", 50))
            duties.RemoveAt(Below(duties.Count));
        string jump = jumps ? Pick<string>(["break;", "continue;"])
            : Chance(80) || scope.Guarded ? scope.ReturnStatement : "throw new OracleException();";
        if (duties.Count == 0)
        {
            Line($"if ({Condition(scope)}) {jump}");
            return true;
        }
        Open($"if ({Condition(scope)})");
        foreach (string duty in duties)
            Line(duty);
        Line(jump);
        Close();
        return true;
    }
}
