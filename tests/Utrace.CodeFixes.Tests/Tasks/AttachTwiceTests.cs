using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.AttachByTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1005 where the first attach breaks the section for the second.</summary>
public class AttachTwiceTests
{
    [Fact]
    public Task SecondAttachOfATaskThatTheFirstOutlives() => Verify.Mends(
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;

            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    if (task is null)
                        return;
                    using var first = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
                    using var second = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;

            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    if (task is null)
                        return;
                }
                {
                    using var first = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                }
                using var second = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        new Module().Run(pid);
        """);

    [Fact]
    public Task TryAttachTwice() => Verify.Mends(
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;

            public bool Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    if (!UtraceEngine.TryAttachTask({|UTR1005:task|}, AttachFlags.Create, _ops, null, out var first, out _))
                        return false;
                    first.Put();
                    if (!UtraceEngine.TryAttachTask({|UTR1005:task|}, AttachFlags.Create, _ops, null, out var second, out _))
                        return false;
                    second.Put();
                    return true;
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;

            public bool Run(PidHandle pid)
            {
                if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out var first, out _))
                    return false;
                first.Put();
                if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out var second, out _))
                    return false;
                second.Put();
                return true;
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        new Module().Run(pid);
        """);
}
