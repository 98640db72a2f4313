using Microsoft.CodeAnalysis.Testing;

namespace Utrace.Analyzers.Tests.Messages;

/// <summary>The words and the places of the findings about what sleeps and waits, each also suppressed and as generated code.</summary>
public sealed class BlockingMessageTests
{
    [Theory]
    [InlineData("Rcu.EnterReadScope()", "Thread.Sleep(1)", "Thread.Sleep(1)")]
    [InlineData("Rcu.EnterReadScope()", "Task.Run(() => 1).Wait()", "Task.Run(() => 1).Wait()")]
    [InlineData("Rcu.EnterReadScope()", "Task.Run(() => Log(\"so long that nobody wants to read it\")).Wait(1000)", "Wait(...)")]
    [InlineData("Rcu.EnterReadScope()", "thread?.Join()", "thread?.Join()")]
    public Task BlockingCall_IsNamedWithItsSection(string opening, string call, string named) => Verify.InFull(
        $$"""
        public class Module
        {
            public void Run(Thread? thread)
            {
                using ({|#1:{{opening}}|})
                    {|#0:{{call}}|};
            }
        }
        """,
        Blocking(named, $"can sleep inside the read-side section opened by '{opening}'").WithLocation(0).WithLocation(1));

    [Fact]
    public Task BlockingCallInAHelper_IsNamedAtTheCallAndShownInTheHelper() => Verify.InFull(
        """
        public class Module
        {
            private static void Rest() => {|#2:Thread.Sleep(1)|};

            public void Run()
            {
                using ({|#1:Rcu.EnterReadScope()|})
                    {|#0:Rest()|};
            }
        }
        """,
        Blocking("Rest()", "can sleep inside the read-side section opened by 'Rcu.EnterReadScope()'")
            .WithLocation(0).WithLocation(1).WithLocation(2));

    [Fact]
    public Task BlockingCallInASectionOfTheCaller_SaysSo() => Verify.InFull(
        """
        public class Module
        {
            [RequiresReadLock]
            public void Run() => {|#0:Thread.Sleep(1)|};
        }
        """,
        Blocking("Thread.Sleep(1)", "can sleep inside the read-side section of its caller").WithLocation(0));

    [Theory]
    [InlineData("await using", "await using ({|#0:stream|}) Work();")]
    [InlineData("await foreach", "await foreach (var x in {|#0:numbers|}) Log(x);")]
    public Task AwaitOfAStatement_IsCalledByItsKeywords(string named, string statement) => Verify.InFull(
        $$"""
        public class Module
        {
            public async Task Run(IAsyncDisposable stream, IAsyncEnumerable<int> numbers)
            {
                {|#1:Rcu.ReadLock()|};
                {{statement}}
                Rcu.ReadUnlock();
            }
        }
        """,
        Blocking(named, "gives the thread away inside the read-side section opened by 'Rcu.ReadLock()'").WithLocation(0).WithLocation(1));

    [Fact]
    public Task WaitInACallback_NamesTheCallAndTheCallback() => Verify.InFull(
        """
        public sealed class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs)
            {
                {|#0:Thread.Sleep(1)|};
                return action;
            }
        }
        """,
        Waiting("Thread.Sleep(1)", "ReportExec").WithLocation(0));

    [Fact]
    public Task WaitInAHelperOfACallback_IsNamedAtTheCallAndShownInTheHelper() => Verify.InFull(
        """
        public sealed class Ops(SemaphoreSlim answered) : UtraceEngineOps
        {
            public override ResumeAction ReportQuiesce(ResumeAction action, UtraceEngine engine, UtraceEvents @event)
            {
                {|#0:Ask()|};
                return action;
            }

            private void Ask() => {|#1:answered.Wait()|};
        }
        """,
        Waiting("Ask()", "ReportQuiesce").WithLocation(0).WithLocation(1));

    private static DiagnosticResult Blocking(string named, string how) =>
        Verify.Rule("UTR4003").WithMessage($"'{named}' {how}; move it out of the section");

    private static DiagnosticResult Waiting(string named, string callback) => Verify.Rule("UTR5001").WithMessage(
        $"'{named}' waits inside the callback '{callback}', which must not wait for anything outside; answer Stop and resume the task later");
}
