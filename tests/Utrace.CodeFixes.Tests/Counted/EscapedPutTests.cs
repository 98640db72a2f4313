using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.EscapedPutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2006, UTR3006: a <c>using</c> takes the place of puts that an exception passes by.</summary>
public class EscapedPutTests
{
    [Fact]
    public Task Declaration() => Verify.Makes(
        Method("""
            var found = {|UTR2006:pid.Get()|};
            Console.WriteLine(int.Parse("1"));
            found.Put();
            """),
        Method("""
            using var found = pid.Get();
            Console.WriteLine(int.Parse("1"));
            """));

    [Fact]
    public Task EngineWithASpelledType() => Verify.Makes(
        Module("""
            public Errno Watch(PidHandle pid, string events)
            {
                UtraceEngine engine = {|UTR3006:UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops)|};
                var answer = engine.SetEvents(pid, Enum.Parse<UtraceEvents>(events));
                engine.Put();
                return answer;
            }
            """),
        Module("""
            public Errno Watch(PidHandle pid, string events)
            {
                using UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                var answer = engine.SetEvents(pid, Enum.Parse<UtraceEvents>(events));
                return answer;
            }
            """));

    [Fact]
    public Task GuardedAndDisposed() => Verify.Makes(
        Method("""
            // Who is it?
            var found = {|UTR2006:_kernel.FindGetPid(nr)|};
            if (found is null)
                return;

            Console.WriteLine(int.Parse("1"));

            found.Dispose();
            """),
        Method("""
            // Who is it?
            using var found = _kernel.FindGetPid(nr);
            if (found is null)
                return;

            Console.WriteLine(int.Parse("1"));
            """));

    [Fact]
    public Task PutInACatchToo() => Verify.Makes(
        Method("""
            var found = {|UTR2006:pid.Get()|};
            try
            {
                Console.WriteLine(int.Parse("1"));
            }
            catch (FormatException)
            {
                found.Put();
                throw;
            }
            found.Put();
            """),
        Method("""
            using var found = pid.Get();
            try
            {
                Console.WriteLine(int.Parse("1"));
            }
            catch (FormatException)
            {
                throw;
            }
            """));

    [Fact]
    public Task PutInAFinallyThatComesTooLate() => Verify.Makes(
        Method("""
            var found = {|UTR2006:pid.Get()|};
            Console.WriteLine(int.Parse("1"));
            try
            {
                Console.WriteLine(int.Parse("2"));
            }
            finally
            {
                found.Put();
            }
            """),
        Method("""
            using var found = pid.Get();
            Console.WriteLine(int.Parse("1"));
            Console.WriteLine(int.Parse("2"));
            """));

    [Fact]
    public Task InALoop() => Verify.Makes(
        Method("""
            foreach (var each in new[] { 1, 2 })
            {
                var found = {|UTR2006:_kernel.FindGetPid(each)|};
                Console.WriteLine(int.Parse("1"));
                found?.Put();
            }
            """),
        Method("""
            foreach (var each in new[] { 1, 2 })
            {
                using var found = _kernel.FindGetPid(each);
                Console.WriteLine(int.Parse("1"));
            }
            """));

    [Fact]
    public Task TwoOfThem() => Verify.Makes(
        Method("""
            var mine = {|UTR3006:engine.Get()|};
            var found = {|UTR2006:pid.Get()|};
            Console.WriteLine(int.Parse("1"));
            found.Put();
            mine.Put();
            """),
        Method("""
            using var mine = engine.Get();
            using var found = pid.Get();
            Console.WriteLine(int.Parse("1"));
            """));

    [Fact]
    public Task AcrossAnAwait() => Verify.Makes(
        Module("""
            public async Task Run(PidHandle pid)
            {
                var found = {|UTR2006:pid.Get()|};
                await Task.Delay(1);
                found.Put();
            }
            """),
        Module("""
            public async Task Run(PidHandle pid)
            {
                using var found = pid.Get();
                await Task.Delay(1);
            }
            """));

    [Fact]
    public Task InALambda() => Verify.Makes(
        Method("""
            Action later = () =>
            {
                var found = {|UTR2006:pid.Get()|};
                Console.WriteLine(int.Parse("1"));
                found.Put();
            };
            later();
            """),
        Method("""
            Action later = () =>
            {
                using var found = pid.Get();
                Console.WriteLine(int.Parse("1"));
            };
            later();
            """));
}
