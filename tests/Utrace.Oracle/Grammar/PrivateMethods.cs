namespace Utrace.Oracles.Grammar;

/// <summary>The private methods that programs call.</summary>
internal static class PrivateMethods
{
    public const string Show = """
        private static void Show(TaskStruct task)
        {
            Oracle.Log(task.Comm);
            Oracle.Log(task.Pid);
        }
        """;

    public const string NumberOf = """
        private static int NumberOf(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return pid.Task() is { } task ? task.Tgid : pid.Number;
        }
        """;

    public const string TryFind = """
        private static bool TryFind(IUtraceKernel kernel, int number, out PidHandle? pid)
        {
            pid = kernel.FindGetPid(number);
            return pid is not null;
        }
        """;

    public const string ShowMine = """
        private void ShowMine()
        {
            if (_mine is not null)
                Oracle.Log(_mine.Number);
        }
        """;

    public const string Escaped = """
        private static TaskStruct? Escaped(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
            {
                return pid.Task(); // UTR1003
            }
        }
        """;

    public const string Slow = """
        private static async System.Threading.Tasks.Task Slow(PidHandle pid)
        {
            await Oracle.Wait();
            using (Rcu.EnterReadScope())
                Oracle.Log(pid.Task()?.Pid);
            await Oracle.Wait();
            Oracle.Log(pid.Number);
        }
        """;

    public const string Across = """
        private static async System.Threading.Tasks.Task Across(PidHandle pid)
        {
            Rcu.ReadLock();
            TaskStruct? task = pid.Task();
            await Oracle.Wait(); // UTR4003
            Oracle.Log(task is null ? 0 : task.Pid); // UTR1003
            Rcu.ReadUnlock();
        }
        """;

    public const string TryTask = """
        private static bool TryTask(PidHandle pid, out TaskStruct? task)
        {
            task = pid.Task();
            return task is not null;
        }
        """;

    public const string Drop = """
        private static void Drop(PidHandle pid)
        {
            Oracle.Log(pid.Number);
            pid.Put();
        }
        """;
}
