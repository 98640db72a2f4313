using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.ReadSide.OpenSectionFix>;

namespace Utrace.CodeFixes.Tests.Sections;

/// <summary>UTR4001: a using statement in the place of the lock and its unlocks.</summary>
public class OpenSectionTests
{
    [Fact]
    public Task ReturnThatLeavesItOpen() => Verify.Makes(
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                {|UTR4001:Rcu.ReadLock()|};
                var task = pid.Task();
                if (task is null)
                    return null;

                var name = task.Comm;
                Rcu.ReadUnlock();
                return name;
            }
            """),
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                string name;
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    if (task is null)
                        return null;

                    name = task.Comm;
                }
                return name;
            }
            """));

    [Fact]
    public Task UnlockOnOneOfTwoWaysOut() => Verify.Makes(
        Method("""
            // The name of it.
            {|UTR4001:Rcu.ReadLock()|};
            var task = pid.Task();
            if (task is null)
            {
                Rcu.ReadUnlock();
                return;
            }
            if (task.IsExiting)
                return;
            Console.WriteLine(task.Comm);
            Rcu.ReadUnlock();
            """),
        Method("""
            // The name of it.
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                if (task is null)
                {
                    return;
                }
                if (task.IsExiting)
                    return;
                Console.WriteLine(task.Comm);
            }
            """));

    [Fact]
    public Task NeverClosed() => Verify.Mends(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            Console.WriteLine(pid.Task()?.Comm);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            """),
        RunMethod);

    [Fact]
    public Task UnlockUnderACondition() => Verify.Mends(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            Console.WriteLine(pid.Task()?.Comm);
            if (nr > 0)
                Rcu.ReadUnlock();
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task UnlockInOneBranchOfTwo() => Verify.Mends(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            if (nr > 0)
            {
                Console.WriteLine(pid.Task()?.Comm);
                Rcu.ReadUnlock();
            }
            else
            {
                Console.WriteLine(pid.Task()?.Pid);
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (nr > 0)
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
                else
                {
                    Console.WriteLine(pid.Task()?.Pid);
                }
            }
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task TwoSectionsOfOneMethod() => Verify.Mends(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            if (pid.Task() is null)
                return;
            Rcu.ReadUnlock();

            Console.WriteLine("between");

            {|UTR4001:Rcu.ReadLock()|};
            if (pid.Task()?.IsExiting != false)
                return;
            Rcu.ReadUnlock();
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is null)
                    return;
            }

            Console.WriteLine("between");

            using (Rcu.EnterReadScope())
            {
                if (pid.Task()?.IsExiting != false)
                    return;
            }
            """),
        RunMethod);

    [Fact]
    public Task ThrowThatLeavesItOpen() => Verify.Mends(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            if (pid.Task() is not { } task)
                throw new InvalidOperationException();
            var number = task.Tgid;
            Rcu.ReadUnlock();
            Console.WriteLine(number);
            """),
        Method("""
            int number;
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { } task)
                    throw new InvalidOperationException();
                number = task.Tgid;
            }
            Console.WriteLine(number);
            """),
        RunMethod);

    [Fact]
    public Task LocalThatIsWantedBehindTheSection() => Verify.Mends(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            var held = pid.Task()?.GetPid();
            if (held is null)
                return;
            Rcu.ReadUnlock();
            using (held)
                Console.WriteLine(held.Number);
            """),
        Method("""
            PidHandle? held;
            using (Rcu.EnterReadScope())
            {
                held = pid.Task()?.GetPid();
                if (held is null)
                    return;
            }
            using (held)
                Console.WriteLine(held.Number);
            """),
        RunMethod);
}
