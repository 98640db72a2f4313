namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    private const string Fail = """
        [System.Diagnostics.CodeAnalysis.DoesNotReturn]
        private static void Fail() => throw new OracleException();
        """;

    /// <summary>Patterns, labels, filters and throws around what is held.</summary>
    private bool Jump(Scope scope)
    {
        string pid = Name("pid");
        string find = $"kernel.FindGetPid({Number()})";
        bool owesNothing = !scope.ReturnDuties().Any();
        switch (Below(9))
        {
            case 0 when !scope.Guarded:
                return Retry(scope, pid);
            case 1 when !scope.Guarded:
                Open($"switch ({find})");
                Line($"case {{ }} {pid} when {Choice()}:");
                Open();
                Owned(new Scope(scope) { IsStraight = true }, pid);
                Line("break;");
                Close();
                Line($"case {{ }} other{pid}:");
                if (!Fault("a case not put", 20))
                    Line($"    other{pid}.Put();");
                Line("    break;");
                Close();
                return true;
            case 2 when !scope.Guarded && !scope.Straight && owesNothing:
                Line($"if ({find} is not {{ }} {pid}) {scope.ReturnStatement}");
                Owned(new Scope(scope), pid);
                return true;
            case 3 when !scope.Guarded:
                string last = Fault("a condition forgets", 20) ? $" && {Choice()}" : "";
                Open($"if ({Condition(scope)} && {find} is {{ }} {pid}{last})");
                Owned(new Scope(scope), pid);
                Close();
                return true;
            case 4:
                Open("try");
                Statements(new Scope(scope) { IsGuarded = true, IsCaught = true }, 3);
                Close();
                Open($"catch (OracleException) when ({Choice()})");
                Statements(new Scope(scope) { IsCaught = true }, 1);
                Close();
                return true;
            case 5 when owesNothing && !scope.Straight:
                Line($"using PidHandle {pid} = {find} ?? throw new OracleException();");
                scope.Pids.Add(pid);
                return true;
            case 6 when !scope.Straight:
                Member("Fail", Fail);
                List<string> duties = [.. scope.ReturnDuties()];
                Open($"if ({Condition(scope)})");
                foreach (string duty in duties)
                    Line(duty);
                Line("Fail();");
                Close();
                return true;
            case 7 when scope.InSection:
                string task = Name("task");
                Open($"if ({PickFrom(scope, one => one.Pids)}.Task() is {{ IsExiting: false }} {task} && {task}.Pid > 0)");
                var known = new Scope(scope);
                known.Tasks.Add(task);
                Line(UseOf(task));
                Statements(known, 1);
                Close();
                return true;
            case 8 when scope.InSection && PickFrom(scope, one => one.Tasks) is { } looked:
                Line($"Oracle.Log({looked} is {{ Pid: > 2, IsExiting: false }} && {looked}.Tgid == {looked}.Pid ? {looked}.Comm : nameof({looked}));");
                return true;
            default:
                return false;
        }
    }

    private bool Retry(Scope scope, string pid)
    {
        string label = Name("retry");
        string tries = $"tries{label}";
        Line($"int {tries} = 0;");
        Line($"{label}: {tries}++;");
        Line($"PidHandle? {pid} = kernel.FindGetPid({Number()});");
        if (Chance(50))
        {
            Line($"if ({pid} is null && {tries} < 2) goto {label};");
        }
        else
        {
            Open($"if ({tries} < 2 && {Choice()})");
            if (!Fault("a retry forgets", 25))
                Line($"{pid}?.Put();");
            Line($"goto {label};");
            Close();
        }
        WhereNotNull(scope, pid, $"{pid}.Put();");
        return true;
    }
}
