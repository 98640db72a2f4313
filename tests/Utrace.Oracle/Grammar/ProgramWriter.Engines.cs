namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>An engine that is attached, used and put.</summary>
    private bool Engine(Scope scope)
    {
        if (scope.InSection)
            return false;
        string engine = Name("engine");
        string pid = PickFrom(scope, one => one.Pids)!;
        string attach = $"UtraceEngine.AttachPid({pid}, AttachFlags.Create, ops)";
        switch (Below(scope.Guarded ? 3 : 7))
        {
            case 0:
                Line($"using UtraceEngine {engine} = {attach};");
                scope.Engines.Add(engine);
                return true;
            case 1:
                Open($"using (UtraceEngine {engine} = {(Chance(50) ? attach : $"{PickFrom(scope, one => one.Engines)}.Get()")})");
                Traced(new Scope(scope), engine);
                Close();
                return true;
            case 2:
                Line($"UtraceEngine {engine} = {attach};");
                Open("try");
                Traced(new Scope(scope), engine);
                Close();
                Open("finally");
                Line($"{engine}.Put();");
                Close();
                return true;
            case 3 or 4:
                Open($"if (UtraceEngine.TryAttachPid({pid}, AttachFlags.Create, ops, null, out UtraceEngine? {engine}, out _))");
                OwnedEngine(new Scope(scope), engine);
                Close();
                return true;
            case 5:
                Line($"UtraceEngine {engine} = {PickFrom(scope, one => one.Engines)}.Get();");
                OwnedEngine(new Scope(scope), engine);
                return true;
            default:
                Line($"var {engine} = {attach};");
                OwnedEngine(new Scope(scope), engine);
                return true;
        }
    }

    private void Traced(Scope inside, string engine)
    {
        inside.Engines.Add(engine);
        Statements(inside, 3);
    }

    private void OwnedEngine(Scope inside, string engine)
    {
        inside.Duties.Add($"{engine}.Put();");
        Traced(inside, engine);
        if (Fault("engine not put", 12))
            return;
        bool isDetached = Chance(10);
        if (isDetached)
            Detach(engine);
        Line(!isDetached && Chance(15) ? $"Oracle.Give({engine});" : inside.Duties[^1]);
        if (Fault("engine put twice", 10))
            Line($"{engine}.Put();");
        else if (Fault("engine used after put", 15))
            Line(Chance(50) ? $"Oracle.Use({engine});" : $"Oracle.Log({engine}.Control(pid, ResumeAction.Resume));");
    }

    private bool EngineCall(Scope scope)
    {
        if (Chance(20) && EngineRule(scope))
            return true;
        string engine = PickFrom(scope, one => one.Engines)!;
        string pid = PickFrom(scope, one => one.Pids)!;
        if (scope.InSection && Fault("attach by task", 30) && PickFrom(scope, one => one.Tasks) is { } task)
        {
            Line($"using var {Name("engine")} = UtraceEngine.AttachTask({task}, AttachFlags.Create, ops);");
            return true;
        }
        if (!scope.InSection && Fault("lookup outside a section", 30))
        {
            string stray = Name("task");
            Line($"TaskStruct? {stray} = {pid}.Task();");
            if (Chance(70))
                Line($"if ({stray} is not null) Oracle.Log({stray}.Pid);");
            return true;
        }
        Line(Below(5) switch
        {
            0 => $"Oracle.Log({engine}.Control({pid}, ResumeAction.Resume));",
            1 => $"Oracle.Log({engine}.SetEvents({pid}, UtraceEvents.Quiesce));",
            2 => $"Oracle.Log({engine}.Control({pid}.Task(), ResumeAction.Resume));",
            3 when !scope.InSection => $"Oracle.Log({engine}.Barrier({pid}));",
            _ => $"Oracle.Use({engine});",
        });
        return true;
    }
}
