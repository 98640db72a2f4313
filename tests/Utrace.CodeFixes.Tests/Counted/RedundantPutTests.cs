using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.MissingPutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2001, UTR3001: puts that a <c>using</c> makes redundant go, with what stands empty then.</summary>
public class RedundantPutTests
{
    [Fact]
    public Task TestedPutGoesWithItsTest() => Verify.Makes(
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
            """));

    [Fact]
    public Task PutInAnElseGoesWithIt() => Verify.Makes(
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
            """));

    [Fact]
    public Task FinallyThatHeldThePutGoes() => Verify.Makes(
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
            """));

    [Fact]
    public Task FinallyOfATryThatCatchesGoesAlone() => Verify.Makes(
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
            """));

    [Fact]
    public Task CommentsStay() => Verify.Makes(
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
            """));
}
