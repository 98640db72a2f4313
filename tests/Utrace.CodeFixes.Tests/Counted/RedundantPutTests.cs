using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.MissingPutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2001, UTR3001: puts that a <c>using</c> makes redundant go, with what stands empty then.</summary>
public class RedundantPutTests
{
    [Fact]
    public Task TestedPutGoesWithItsTest() => Verify.Mends(
        Method("""
            var found = {|UTR2001:_kernel.FindGetPid(nr)|};
            if (nr == 7)
                return;
            if (found != null)
            {
                found.Put();
            }
            Console.WriteLine(nr);
            """),
        Method("""
            using var found = _kernel.FindGetPid(nr);
            if (nr == 7)
                return;
            Console.WriteLine(nr);
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task PutInAnElseGoesWithIt() => Verify.Mends(
        Method("""
            var found = {|UTR2001:_kernel.FindGetPid(nr)|};
            if (nr == 7)
            {
                Console.WriteLine("seven");
            }
            else
            {
                found?.Put();
            }
            """),
        Method("""
            using var found = _kernel.FindGetPid(nr);
            if (nr == 7)
            {
                Console.WriteLine("seven");
            }
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task FinallyThatHeldThePutGoes() => Verify.Mends(
        Method("""
            var found = {|UTR2001:_kernel.FindGetPid(nr)|};
            if (nr == 7)
                return;
            try
            {
                // Look.
                Console.WriteLine(found?.Number);
            }
            finally
            {
                found?.Put();
            }
            """),
        Method("""
            using var found = _kernel.FindGetPid(nr);
            if (nr == 7)
                return;
            // Look.
            Console.WriteLine(found?.Number);
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task FinallyOfATryThatCatchesGoesAlone() => Verify.Mends(
        Method("""
            var found = {|UTR2001:_kernel.FindGetPid(nr)|};
            if (nr == 7)
                return;
            try
            {
                Console.WriteLine(found?.Number);
            }
            catch (InvalidOperationException)
            {
                Console.WriteLine("gone");
            }
            finally
            {
                found?.Put();
            }
            """),
        Method("""
            using var found = _kernel.FindGetPid(nr);
            if (nr == 7)
                return;
            try
            {
                Console.WriteLine(found?.Number);
            }
            catch (InvalidOperationException)
            {
                Console.WriteLine("gone");
            }
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task CommentsStay() => Verify.Mends(
        Method("""
            // Find it.
            var found = {|UTR2001:_kernel.FindGetPid(nr)|}; // counted
            if (nr == 7)
                return; // seven

            // Done with it.
            found?.Put();

            // The end.
            Console.WriteLine(nr);
            """),
        Method("""
            // Find it.
            using var found = _kernel.FindGetPid(nr); // counted
            if (nr == 7)
                return; // seven

            // Done with it.

            // The end.
            Console.WriteLine(nr);
            """),
        RunMethodWithNumbers);
}
