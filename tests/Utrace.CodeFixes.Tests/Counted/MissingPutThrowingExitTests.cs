using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.MissingPutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2001, UTR3001: a way out through a finally, which may throw.</summary>
public class MissingPutThrowingExitTests
{
    [Fact]
    public Task FinallyOnTheWayOutMayThrowAndBeCaught_OffersNothing() => Verify.OffersNothing(Module("""
        public void Start(int nr)
        {
            var pid = {|UTR2001:_kernel.FindGetPid(nr)|};
            if (pid is null)
                return;
            try
            {
                try
                {
                    if (pid.Number == 1)
                        return;
                }
                finally
                {
                    Console.WriteLine();
                }
            }
            catch (InvalidOperationException)
            {
                Console.WriteLine("failed");
            }
            Keep(pid);
        }

        public static void Keep([Owned] PidHandle pid) => pid.Put();
        """));

    [Fact]
    public Task FinallyOnTheWayOutThatNobodyCatches() => Verify.Makes(
        Module("""
            public void Start(int nr)
            {
                var pid = {|UTR2001:_kernel.FindGetPid(nr)|};
                if (pid is null)
                    return;
                try
                {
                    if (pid.Number == 1)
                        return;
                }
                finally
                {
                    Console.WriteLine();
                }
                Keep(pid);
            }

            public static void Keep([Owned] PidHandle pid) => pid.Put();
            """),
        Module("""
            public void Start(int nr)
            {
                var pid = _kernel.FindGetPid(nr);
                if (pid is null)
                    return;
                try
                {
                    if (pid.Number == 1)
                    {
                        pid.Put();
                        return;
                    }
                }
                finally
                {
                    Console.WriteLine();
                }
                Keep(pid);
            }

            public static void Keep([Owned] PidHandle pid) => pid.Put();
            """));
}
