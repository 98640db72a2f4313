using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on an out parameter of a private method: it hands the pid out, and its callers put it.</summary>
public class HandedOutTaskTests
{
    [Fact]
    public Task TriedAndTested() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                if (!TryFind(pid, out var task))
                    return;
                Console.WriteLine(task.Comm);
            }

            private static bool TryFind(PidHandle pid, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
                return task is not null;
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                if (!TryFind(pid, out var pid2))
                    return;
                try
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid2.Task() is { } task)
                        {
                            Console.WriteLine(task.Comm);
                        }
                    }
                }
                finally
                {
                    pid2.Put();
                }
            }

            private static bool TryFind(PidHandle pid, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                    pid2 = pid.Task()?.GetPid();
                return pid2 is not null;
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run(pid);
        """);

    [Fact]
    public Task HandedOutInABlockWithItsType() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                FindTask(pid, out TaskStruct? task);
                Console.WriteLine(task?.Comm);
            }

            private void FindTask(PidHandle pid, out TaskStruct? task)
            {
                task = null;
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } found)
                        task = {|UTR1003:found.RealParent|};
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                FindPid(pid, out PidHandle? pid2);
                try
                {
                    using (Rcu.EnterReadScope())
                    {
                        Console.WriteLine(pid2?.Task()?.Comm);
                    }
                }
                finally
                {
                    pid2?.Put();
                }
            }

            private void FindPid(PidHandle pid, out PidHandle? pid2)
            {
                pid2 = null;
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } found)
                        pid2 = found.RealParent?.GetPid();
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run(pid);
        """);

    [Fact]
    public Task TwoCallersInOneMethodAndAName() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other)
            {
                Find(pid, out var task);
                Find(other, task: out var second);
                Console.WriteLine(task?.Comm);
                Console.WriteLine(second?.Comm);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using var scope = Rcu.EnterReadScope();
                task = {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other)
            {
                Find(pid, out var pid2);
                try
                {
                    Find(other, pid2: out var second);
                    try
                    {
                        using (Rcu.EnterReadScope())
                        {
                            Console.WriteLine(pid2?.Task()?.Comm);
                        }
                        using (Rcu.EnterReadScope())
                        {
                            Console.WriteLine(second?.Task()?.Comm);
                        }
                    }
                    finally
                    {
                        second?.Put();
                    }
                }
                finally
                {
                    pid2?.Put();
                }
            }

            private static void Find(PidHandle pid, out PidHandle? pid2)
            {
                using var scope = Rcu.EnterReadScope();
                pid2 = pid.Task()?.GetPid();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run(pid, pid);
        """);

    [Fact]
    public Task DroppedByACaller() => Verify.Mends(
        """
        public sealed class Module
        {
            public bool Exists(PidHandle pid) => TryFind(pid, out _);

            public string? Name(PidHandle pid)
            {
                if (TryFind(pid, out var task))
                    return task.Comm;
                return null;
            }

            private static bool TryFind(PidHandle pid, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                {
                    task = {|UTR1003:pid.Task()|};
                    return task != null;
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public bool Exists(PidHandle pid)
            {
                var result = TryFind(pid, out var ownPid);
                ownPid?.Put();
                return result;
            }

            public string? Name(PidHandle pid)
            {
                if (TryFind(pid, out var pid2))
                {
                    try
                    {
                        using (Rcu.EnterReadScope())
                        {
                            var task = pid2.Task() ?? throw new InvalidOperationException("The task is gone.");
                            return task.Comm;
                        }
                    }
                    finally
                    {
                        pid2.Put();
                    }
                }
                return null;
            }

            private static bool TryFind(PidHandle pid, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                {
                    pid2 = pid.Task()?.GetPid();
                    return pid2 != null;
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Exists(pid);
        reap();
        module.Name(pid);
        """);

    [Fact]
    public Task UsedInTheMethodItself() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                Find(pid, out var task);
                if (task is null)
                    return;
                Console.WriteLine(task.Tgid);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                {
                    task = {|UTR1003:pid.Task()|};
                    if (task is not null)
                        Console.WriteLine(task.Comm);
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                Find(pid, out var pid2);
                try
                {
                    using (Rcu.EnterReadScope())
                    {
                        var task = pid2?.Task();
                        if (task is null)
                            return;
                        Console.WriteLine(task.Tgid);
                    }
                }
                finally
                {
                    pid2?.Put();
                }
            }

            private static void Find(PidHandle pid, out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                {
                    pid2 = pid.Task()?.GetPid();
                    if (pid2 is not null)
                    {
                        if (pid2.Task() is { } task)
                        {
                            Console.WriteLine(task.Comm);
                        }
                    }
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run(pid);
        """);

    [Fact]
    public Task PassedToAnEngine() => Verify.Makes(
        """
        public sealed class Module(UtraceEngine engine)
        {
            public Errno Stop(PidHandle pid)
            {
                Find(pid, out var task);
                return engine.Control(task, ResumeAction.Stop);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module(UtraceEngine engine)
        {
            public Errno Stop(PidHandle pid)
            {
                Find(pid, out var pid2);
                try
                {
                    return engine.Control(pid2?.Task(), ResumeAction.Stop);
                }
                finally
                {
                    pid2?.Put();
                }
            }

            private static void Find(PidHandle pid, out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                    pid2 = pid.Task()?.GetPid();
            }
        }

        """);

    [Fact]
    public Task PublicMethod() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task IntoAField() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            private TaskStruct? {|UTR1003:_task|};

            public void Run(PidHandle pid) => Find(pid, out _task);

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task IntoALocalThatIsThereBefore() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                TaskStruct? task;
                Find(pid, out task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                PidHandle? pid2;
                Find(pid, out pid2);
                try
                {
                    using (Rcu.EnterReadScope())
                    {
                        Console.WriteLine(pid2?.Task()?.Comm);
                    }
                }
                finally
                {
                    pid2?.Put();
                }
            }

            private static void Find(PidHandle pid, out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                    pid2 = pid.Task()?.GetPid();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run(pid);
        """);

    [Fact]
    public Task LocalThatIsFilledTwice() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other)
            {
                TaskStruct? task;
                Find(pid, out task);
                Console.WriteLine(task?.Comm);
                Find(other, out task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task LocalThatIsFilledUnderACondition() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, bool really)
            {
                TaskStruct? task = null;
                if (really)
                    Find(pid, out task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, bool really)
            {
                PidHandle? pid2 = null;
                try
                {
                    if (really)
                        Find(pid, out pid2);
                    using (Rcu.EnterReadScope())
                    {
                        Console.WriteLine(pid2?.Task()?.Comm);
                    }
                }
                finally
                {
                    pid2?.Put();
                }
            }

            private static void Find(PidHandle pid, out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                    pid2 = pid.Task()?.GetPid();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        module.Run(pid, false);
        reap();
        module.Run(pid, true);
        """);

    [Fact]
    public Task LocalThatIsFilledInALoop() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(List<PidHandle> pids)
            {
                TaskStruct? task = null;
                foreach (var pid in pids)
                    Find(pid, out task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task ByReference() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                TaskStruct? task = null;
                Find(pid, ref task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, ref TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task HandedOnByTheCaller() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, List<object> seen)
            {
                Find(pid, out var task);
                if (task is not null)
                    seen.Add(task);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task PassedOnAsADelegate() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            private delegate void Finder(PidHandle pid, out TaskStruct? task);

            public void Run() => Keep(Find);

            private static void Keep(Finder finder) { }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task AssignedTwice() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other)
            {
                Find(pid, other, out var task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, PidHandle other, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                {
                    task = {|UTR1003:pid.Task()|};
                    if (other.Number > 1)
                        task = {|UTR1003:other.Task()|};
                }
            }
        }

        """);

    [Fact]
    public Task CalledInALoopCondition() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                while (TryFind(pid, out var task))
                {
                    Console.WriteLine(task.Comm);
                    Thread.Sleep(1);
                }
            }

            private static bool TryFind(PidHandle pid, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
                return task is not null;
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                while (TryFind(pid, out var pid2))
                {
                    try
                    {
                        using (Rcu.EnterReadScope())
                        {
                            if (pid2.Task() is { } task)
                            {
                                Console.WriteLine(task.Comm);
                            }
                        }
                        Thread.Sleep(1);
                    }
                    finally
                    {
                        pid2.Put();
                    }
                }
            }

            private static bool TryFind(PidHandle pid, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                    pid2 = pid.Task()?.GetPid();
                return pid2 is not null;
            }
        }

        """);

    [Fact]
    public Task NullInFrontAndFoundInALoop() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(List<PidHandle> pids)
            {
                if (TryFirst(pids, out var task))
                    Console.WriteLine(task.Comm);
            }

            private static bool TryFirst(List<PidHandle> pids, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TaskStruct? task)
            {
                foreach (var pid in pids)
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid.Task() is { } found)
                        {
                            task = {|UTR1003:found|};
                            return true;
                        }
                    }
                }

                task = null;
                return false;
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(List<PidHandle> pids)
            {
                if (TryFirst(pids, out var pid))
                {
                    try
                    {
                        using (Rcu.EnterReadScope())
                        {
                            if (pid.Task() is { } task)
                            {
                                Console.WriteLine(task.Comm);
                            }
                        }
                    }
                    finally
                    {
                        pid.Put();
                    }
                }
            }

            private static bool TryFirst(List<PidHandle> pids, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PidHandle? pid2)
            {
                foreach (var pid in pids)
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid.Task() is { } found)
                        {
                            pid2 = found.GetPid();
                            return true;
                        }
                    }
                }

                pid2 = null;
                return false;
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run([pid]);
        """);

    [Fact]
    public Task AssignedInALoop() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(List<PidHandle> pids)
            {
                Last(pids, out var task);
                Console.WriteLine(task?.Comm);
            }

            private static void Last(List<PidHandle> pids, out TaskStruct? task)
            {
                task = null;
                foreach (var pid in pids)
                {
                    using (Rcu.EnterReadScope())
                        task = {|UTR1003:pid.Task()|};
                }
            }
        }

        """);

    [Fact]
    public Task EitherOne() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other, bool first)
            {
                Find(pid, other, first, out var task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, PidHandle other, bool first, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                {
                    if (first)
                        task = {|UTR1003:pid.Task()|};
                    else
                        task = {|UTR1003:other.Task()|};
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other, bool first)
            {
                Find(pid, other, first, out var pid2);
                try
                {
                    using (Rcu.EnterReadScope())
                    {
                        Console.WriteLine(pid2?.Task()?.Comm);
                    }
                }
                finally
                {
                    pid2?.Put();
                }
            }

            private static void Find(PidHandle pid, PidHandle other, bool first, out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                {
                    if (first)
                        pid2 = pid.Task()?.GetPid();
                    else
                        pid2 = other.Task()?.GetPid();
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run(pid, pid, true);
        reap();
        module.Run(pid, pid, false);
        """);

    [Fact]
    public Task NameThatSpeaksOfNoTask() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                FindParent(pid, parent: out var parent);
                Console.WriteLine(parent?.Comm);
            }

            private static void FindParent(PidHandle pid, out TaskStruct? parent)
            {
                using (Rcu.EnterReadScope())
                    parent = {|UTR1003:pid.Task()?.RealParent|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                FindParent(pid, parent: out var parent);
                try
                {
                    using (Rcu.EnterReadScope())
                    {
                        Console.WriteLine(parent?.Task()?.Comm);
                    }
                }
                finally
                {
                    parent?.Put();
                }
            }

            private static void FindParent(PidHandle pid, out PidHandle? parent)
            {
                using (Rcu.EnterReadScope())
                    parent = pid.Task()?.RealParent?.GetPid();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run(pid);
        """);
}
