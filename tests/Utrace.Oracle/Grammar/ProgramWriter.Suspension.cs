namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    private const string FindLater = """
        private static async System.Threading.Tasks.Task<PidHandle?> FindLater(IUtraceKernel kernel, int number)
        {
            await Oracle.Wait();
            return kernel.FindGetPid(number);
        }
        """;

    private const string DropLater = """
        private static async System.Threading.Tasks.Task DropLater(PidHandle pid)
        {
            await Oracle.Wait();
            pid.Put();
        }
        """;

    /// <summary>A private async method with statements of its own, and its end awaited.</summary>
    private bool Async(Scope scope)
    {
        if (_methodDepth > 0 || scope.InSection || scope.BarsSuspension)
            return false;
        string name = Name("Slowly");
        var inside = new Scope(null) { IsFunction = true, Pauses = Suspension.Await };
        DrawnMember($"private async System.Threading.Tasks.Task {name}({Lent})", inside, () => Statements(inside, 6));
        Line($"{name}({Loan(scope)}).GetAwaiter().GetResult();");
        return true;
    }

    /// <summary>A private iterator with statements of its own, gone through.</summary>
    private bool Iterator(Scope scope)
    {
        if (_methodDepth > 0 || scope.InSection || scope.BarsSuspension)
            return false;
        string name = Name("Numbers");
        var inside = new Scope(null) { IsFunction = true, Pauses = Suspension.Yield, Return = "yield break;" };
        DrawnMember($"private IEnumerable<int> {name}({Lent})", inside, () =>
        {
            Statements(inside, 5);
            Line("yield return pid.Number;");
        });
        string number = Name("number");
        Open($"foreach (int {number} in {name}({Loan(scope)}))");
        Line($"Oracle.Log({number});");
        if (Chance(50))
            Statements(new Scope(scope) { IsLoop = true }, 2);
        Close();
        return true;
    }

    /// <summary>An await or a yield, where the function allows it. No section is open then, but for a fault.</summary>
    private bool Suspend(Scope scope)
    {
        bool awaits = scope.Suspends == Suspension.Await;
        if (!awaits && scope.Suspends != Suspension.Yield || scope.InSection || scope.BarsSuspension)
            return false;
        string pid = PickFrom(scope, one => one.Pids)!;
        string suspend = awaits ? "await Oracle.Wait();" : $"yield return {pid}.Number;";
        if (_isPinned || scope.Guarded || !Fault(awaits ? "across an await" : "across a yield", 15))
        {
            Line(suspend);
            return true;
        }
        // The unlock is there: what goes wrong is that another thread may come to it.
        _isPinned = true;
        string task = Name("task");
        Line("Rcu.ReadLock();");
        Line($"TaskStruct? {task} = {pid}.Task();");
        if (Chance(40))
            Line($"Oracle.Use({task});");
        Line(suspend);
        Line(Below(3) switch
        {
            0 => $"Oracle.Log({task} is null ? 0 : {task}.Pid); // UTR1003",
            1 => $"Oracle.Log({task}?.Comm); // UTR1003",
            _ => $"Oracle.Use({task}); // UTR1003",
        });
        Line("Rcu.ReadUnlock();");
        return true;
    }

    /// <summary>How a call that ends later is waited for here; null where it can not be.</summary>
    private static string? Waited(Scope scope, string call) =>
        scope.InSection || scope.BarsSuspension ? null
            : scope.Suspends == Suspension.Await ? $"await {call}"
            : $"{call}.GetAwaiter().GetResult()";
}
