namespace Utrace.Analyzers.Tests.Callbacks;

/// <summary>UTR5001: a callback that waits for something outside.</summary>
public sealed class WaitingCallbackTests
{
    [Theory]
    [InlineData("Thread.Sleep(10)")]
    [InlineData("thread.Join()")]
    [InlineData("gate.WaitOne()")]
    [InlineData("slots.Wait()")]
    [InlineData("Monitor.Wait(slots)")]
    [InlineData("work.Wait()")]
    [InlineData("work.GetAwaiter().GetResult()")]
    [InlineData("WorkAsync().GetAwaiter().GetResult()")]
    [InlineData("Console.ReadLine()")]
    [InlineData("System.IO.File.AppendAllText(\"log\", path)")]
    [InlineData("System.Diagnostics.Process.Start(\"ls\").WaitForExit()")]
    [InlineData("Rcu.Synchronize()")]
    public Task Wait_Triggers(string call) => Verify.Source(InCallback("{|UTR5001:" + call + "|};"));

    [Fact]
    public Task Barrier_Triggers() => Verify.Source(InCallback("_ = {|UTR5001:other.Barrier(pid)|};"));

    [Theory]
    [InlineData("using var made = UtraceEngine.AttachPid(pid, AttachFlags.Create, this);")]
    [InlineData("_ = other.PrepareExamine(pid, new Examiner());")]
    [InlineData("_ = other.Barrier(TaskStruct.Current);")]
    [InlineData("_ = other.Control(pid, ResumeAction.Resume);")]
    [InlineData("_ = gate.WaitOne(0);")]
    [InlineData("_ = slots.Wait(TimeSpan.Zero);")]
    [InlineData("lock (slots) Work();")]
    [InlineData("Console.WriteLine(path);")]
    [InlineData("_ = slots.Release();")]
    [InlineData("_ = Task.Run(() => Thread.Sleep(1));")]
    [InlineData("_ = WorkAsync();")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => work.Wait());")]
    [InlineData("if (work.IsCompleted) Log(work.Result);")]
    [InlineData("_ = Task.CompletedTask.ConfigureAwait(false);")]
    [InlineData("Rcu.Call(() => Thread.Sleep(1));")]
    [InlineData("work.ContinueWith(done => Log(done.Result));")]
    public Task NoWait_DoesNotTrigger(string statements) => Verify.Source(InCallback(statements));

    [Theory]
    [InlineData("ResumeAction ReportSyscallExit(ResumeAction action, UtraceEngine engine, TaskRegisters regs)", "action")]
    [InlineData("ResumeAction ReportExit(ResumeAction action, UtraceEngine engine, int originalCode, ref int code)", "action")]
    [InlineData("ResumeAction ReportDeath(UtraceEngine engine, bool groupDead, int signal)", "ResumeAction.Resume")]
    [InlineData("ResumeAction ReportJctl(ResumeAction action, UtraceEngine engine, JobControl type, JobControl notify)", "action")]
    public Task EveryReport_Triggers(string signature, string answer) => Verify.Source($$"""
        public sealed class Ops : UtraceEngineOps
        {
            public override {{signature}}
            {
                {|UTR5001:Thread.Sleep(1)|};
                return {{answer}};
            }
        }
        """);

    [Fact]
    public Task Release_DoesNotTrigger() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override void Release(object? data) => Thread.Sleep(1);
        }
        """);

    [Fact]
    public Task WaitOfACallbackOfADerivedType_Triggers() => Verify.Source("""
        public abstract class Middle : UtraceEngineOps
        {
            public override ResumeAction ReportDeath(UtraceEngine engine, bool groupDead, int signal) => ResumeAction.Resume;
        }

        public sealed class Ops : Middle
        {
            public override ResumeAction ReportDeath(UtraceEngine engine, bool groupDead, int signal)
            {
                {|UTR5001:Thread.Sleep(1)|};
                return base.ReportDeath(engine, groupDead, signal);
            }
        }
        """);

    [Fact]
    public Task WaitThroughPrivateMethods_TriggersAtTheCall() => Verify.Source("""
        public sealed class Ops(BlockingQueue answers) : UtraceEngineOps
        {
            public override ResumeAction ReportDeath(UtraceEngine engine, bool groupDead, int signal) => {|UTR5001:Ask()|};

            private ResumeAction Ask() => answers.Next();
        }

        internal sealed class Inner
        {
            public static void Rest() => Thread.Sleep(1);
        }

        public sealed class BlockingQueue
        {
            internal ResumeAction Next()
            {
                Inner.Rest();
                Wait();
                return ResumeAction.Resume;
            }

            private static void Wait() => Task.Delay(1).Wait();
        }
        """);

    [Fact]
    public Task WaitInALocalFunction_TriggersAtTheCall() => Verify.Source(InCallback("""
        void Ask() => slots.Wait();
        {|UTR5001:Ask()|};
        """));

    [Fact]
    public Task WaitInALambdaThatRunsNow_TriggersInIt() => Verify.Source(InCallback("""
        Array.ForEach([1, 2], number => {|UTR5001:Thread.Sleep(number)|});
        """));

    [Fact]
    public Task WaitInASection_IsOneFinding() => Verify.Source(InCallback("""
        using var scope = Rcu.EnterReadScope();
        {|UTR5001:slots.Wait()|};
        """));

    [Fact]
    public Task AttachInASection_IsTheFindingOfTheSection() => Verify.Source(InCallback("""
        using var scope = Rcu.EnterReadScope();
        using var made = {|UTR4003:UtraceEngine.AttachPid(pid, AttachFlags.Create, this)|};
        """));

    [Fact]
    public Task AwaitOfAnAsyncCallback_DoesNotTrigger() => Verify.Source("""
        public sealed class Ops(SemaphoreSlim slots) : UtraceEngineOps
        {
            public override async void ReportReap(UtraceEngine engine, TaskStruct task)
            {
                await slots.WaitAsync();
                Thread.Sleep(1);
            }
        }
        """);

    [Fact]
    public Task WaitBeforeTheFirstAwaitOfAnAsyncCallback_Triggers() => Verify.Source("""
        public sealed class Ops(SemaphoreSlim slots) : UtraceEngineOps
        {
            public override async void ReportReap(UtraceEngine engine, TaskStruct task)
            {
                {|UTR5001:slots.Wait()|};
                await Task.Yield();
            }
        }
        """);

    [Fact]
    public Task WaitInAnOrdinaryMethod_DoesNotTrigger() => Verify.Source("""
        public sealed class Ops(SemaphoreSlim slots) : UtraceEngineOps
        {
            public ResumeAction Ask(UtraceEngine engine)
            {
                slots.Wait();
                return ResumeAction.Resume;
            }
        }
        """);

    [Fact]
    public Task OwnContract_Triggers() => Verify.Source("""
        public interface IObserver
        {
            [MustNotWait]
            void Seen(int number);

            void Later(int number);
        }

        public sealed class Observer : IObserver
        {
            [MayBlock]
            public static void Allocate() { }

            [MayBlock(Waits = true)]
            public static void Ask() { }

            public void Seen(int number)
            {
                Allocate();
                {|UTR5001:Ask()|};
                {|UTR5001:Thread.Sleep(number)|};
            }

            public void Later(int number) => Thread.Sleep(number);
        }
        """);

    private static string InCallback(string statements) => $$"""
        public sealed class Ops(
            Thread thread, EventWaitHandle gate, SemaphoreSlim slots, Task<int> work, PidHandle pid, UtraceEngine other) : UtraceEngineOps
        {
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs)
            {
                {{statements}}
                return ResumeAction.Stop;
            }

            private async Task WorkAsync()
            {
                await work;
                slots.Wait();
                Log(thread.Name + gate.ToString() + pid.Number + other.Ops);
            }
        }
        """;
}
