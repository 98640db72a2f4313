namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    private const string FindBoth = """
        private static void FindBoth(IUtraceKernel kernel, int number, out PidHandle? one, out PidHandle? other)
        {
            one = kernel.FindGetPid(number);
            other = kernel.FindGetPid(number ^ 1);
        }
        """;

    private const string Renew = """
        private static void Renew(IUtraceKernel kernel, int number, ref PidHandle? pid)
        {
            pid?.Put();
            pid = kernel.FindGetPid(number);
        }
        """;

    /// <summary>Pids that come by out and by ref.</summary>
    private bool Output(Scope scope)
    {
        if (scope.Guarded)
            return false;
        string pid = Name("pid");
        switch (Below(4))
        {
            case 0:
                Member("FindBoth", FindBoth);
                Line($"FindBoth(kernel, {Number()}, out PidHandle? {pid}, out PidHandle? other{pid});");
                var inside = new Scope(scope);
                inside.Duties.Add($"{pid}?.Put();");
                inside.Duties.Add($"other{pid}?.Put();");
                Statements(inside, 2);
                Line($"{pid}?.Put();");
                if (!Fault("second output not put", 20))
                    Line($"other{pid}?.Put();");
                return true;
            case 1:
                Member("Renew", Renew);
                Line($"PidHandle? {pid} = kernel.FindGetPid({Number()});");
                Statements(new Scope(scope) { IsStraight = true }, 1);
                Line($"Renew(kernel, {Number()}, ref {pid});");
                Line($"{pid}?.Put();");
                return true;
            default:
                return _methodDepth == 0 && TryOpen(scope, pid);
        }
    }

    /// <summary>A private method with several exits, that hands out what it has found.</summary>
    private bool TryOpen(Scope scope, string pid)
    {
        string name = Name("TryOpen");
        var inside = new Scope(null) { IsFunction = true, Return = "return false;", HasSection = scope.InSection };
        string attribute = Chance(50) ? "[System.Diagnostics.CodeAnalysis.NotNullWhen(true)] " : "";
        DrawnMember($"private bool {name}({Lent}, int number, {attribute}out PidHandle? opened)", inside, () =>
        {
            string found = Name("found");
            Line("opened = null;");
            Line($"if ({Choice()}) return false;");
            Line($"PidHandle? {found} = kernel.FindGetPid(number);");
            Line($"if ({found} is null) return false;");
            var holds = new Scope(inside);
            holds.Pids.Add(found);
            holds.Duties.Add($"{found}.Put();");
            Statements(holds, 3);
            if (Chance(60))
            {
                Open($"if ({Choice()})");
                if (!Fault("an exit of a helper forgets", 25))
                    Line($"{found}.Put();");
                Line("return false;");
                Close();
            }
            Line($"opened = {found};");
            Line("return true;");
        });
        Open($"if ({name}({Loan(scope)}, {Number()}, out PidHandle? {pid}){(attribute == "" ? $" && {pid} is not null" : "")})");
        Owned(new Scope(scope), pid);
        Close();
        return true;
    }
}
