namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>A pid that is acquired, used and put.</summary>
    private bool Pid(Scope scope)
    {
        string pid = Name("pid");
        (string type, string source, bool mayBeNull) = PidSource(scope);
        switch (Below(scope.Guarded ? 4 : 9))
        {
            case 0:
                Line($"using {type} {pid} = {source};");
                if (mayBeNull)
                    WhereNotNull(scope, pid, null);
                else
                    scope.Pids.Add(pid);
                return true;
            case 1:
                Open($"using (var {pid} = {source})");
                WhereNotNull(new Scope(scope), pid, null, mayBeNull);
                Close();
                return true;
            case 2 or 3:
                Line($"{type} {pid} = {source};");
                Open("try");
                WhereNotNull(new Scope(scope), pid, null, mayBeNull);
                Close();
                Open("finally");
                Line(mayBeNull ? $"{pid}?.Put();" : Chance(50) ? $"{pid}.Put();" : $"{pid}.Dispose();");
                Close();
                return true;
            case 4:
                return Conditional(scope, pid);
            case 5 when mayBeNull && !scope.Straight && scope.ReturnDuties().Any() is false:
                Line($"{type} {pid} = {source};");
                Line($"if ({pid} is null) {scope.ReturnStatement}");
                Owned(new Scope(scope), pid);
                return true;
            default:
                Line($"{type} {pid} = {source};");
                WhereNotNull(new Scope(scope), pid, $"{pid}.Put();", mayBeNull);
                return true;
        }
    }

    private (string Type, string Source, bool MayBeNull) PidSource(Scope scope)
    {
        switch (Below(6))
        {
            case 3 when scope.Suspends == Suspension.Await && Waited(scope, $"FindLater(kernel, {Number()})") is { } later:
                Member("FindLater", FindLater);
                return ("PidHandle?", later, true);
            case 0:
                return ("PidHandle", $"{PickFrom(scope, one => one.Pids)}.Get()", false);
            case 1 when PickFrom(scope, one => one.Tasks) is { } task:
                return ("PidHandle", $"{task}.GetPid()", false);
            case 2:
                Member("Find", "private static PidHandle? Find(IUtraceKernel kernel, int number) => kernel.FindGetPid(number);");
                return ("PidHandle?", $"Find(kernel, {Number()})", true);
            default:
                return ("PidHandle?", $"kernel.FindGetPid({Number()})", true);
        }
    }

    private void WhereNotNull(Scope scope, string pid, string? duty, bool mayBeNull = true)
    {
        if (mayBeNull)
            Open($"if ({pid} {Pick<string>(["is not null", "!= null"])})");
        var inside = new Scope(scope);
        if (duty is null)
        {
            inside.Pids.Add(pid);
            Statements(inside, 3);
        }
        else
        {
            Owned(inside, pid);
        }
        if (mayBeNull)
            Close();
    }

    /// <summary>Statements that hold a pid, and its end.</summary>
    private void Owned(Scope inside, string pid)
    {
        inside.Pids.Add(pid);
        inside.Duties.Add(Chance(80) ? $"{pid}.Put();" : $"{pid}.Dispose();");
        Statements(inside, 3);
        PutPid(inside, pid);
    }

    private void PutPid(Scope inside, string pid)
    {
        if (Fault("pid not put", 12))
            return;
        switch (Below(11))
        {
            case 0:
                Line($"Oracle.Give({pid});");
                break;
            case 5 when Waited(inside, $"DropLater({pid})") is { } dropped:
                Member("DropLater", DropLater);
                Line($"{dropped};");
                break;
            case 1:
                Member("Drop", PrivateMethods.Drop);
                Line($"Drop({pid});");
                break;
            case 2:
                Member("_held", "private readonly List<PidHandle> _held = [];");
                AtCleanup("foreach (PidHandle held in _held) held.Put();");
                Line($"_held.Add({pid});");
                return;
            case 3:
                Line($"Oracle.Later(() => {{ {pid}.Put(); }});");
                _isPinned = true;
                return;
            case 4:
                Line($"if ({Choice()})");
                Line($"    {pid}.Put();");
                Line("else");
                Line($"    {pid}.Dispose();");
                break;
            default:
                Line(inside.Duties[^1]);
                break;
        }
        if (Fault("pid put twice", 10))
            Line($"{pid}.Put();");
        else if (Fault("pid used after put", 15))
            Line(Chance(50) ? $"Oracle.Log({pid}.Number);" : $"Oracle.Use({pid});");
    }

    /// <summary>A pid that is held where a flag says so.</summary>
    private bool Conditional(Scope scope, string pid)
    {
        string flag = Name("flag");
        Line($"bool {flag} = {Choice()};");
        Line($"PidHandle? {pid} = null;");
        Line($"if ({flag}) {pid} = kernel.FindGetPid({Number()});");
        Statements(new Scope(scope) { IsStraight = true }, 2);
        if (!Fault("conditional pid not put", 20))
            Line(Chance(50) ? $"if ({flag}) {pid}?.Put();" : $"{pid}?.Put();");
        return true;
    }
}
