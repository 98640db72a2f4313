namespace Utrace.Analyzers.Tests.Sections;

/// <summary>UTR4003: a blocking call, await or yield inside a section.</summary>
public sealed class BlockingInSectionTests
{
    [Theory]
    [InlineData("Thread.Sleep(1)")]
    [InlineData("Thread.Sleep(TimeSpan.FromSeconds(1))")]
    [InlineData("thread.Join()")]
    [InlineData("_ = thread.Join(100)")]
    [InlineData("_ = gate.WaitOne()")]
    [InlineData("_ = WaitHandle.WaitAny([gate])")]
    [InlineData("slots.Wait()")]
    [InlineData("_ = slots.Wait(100)")]
    [InlineData("_ = Monitor.Wait(slots)")]
    [InlineData("work.Wait()")]
    [InlineData("Task.WaitAll(work)")]
    [InlineData("_ = work.Result")]
    [InlineData("work.GetAwaiter().GetResult()")]
    [InlineData("_ = work.ConfigureAwait(false).GetAwaiter().GetResult()")]
    [InlineData("_ = queue.Take()")]
    [InlineData("_ = queue.TryTake(out _, 100)")]
    [InlineData("_ = Console.ReadKey()")]
    [InlineData("_ = File.ReadAllText(\"/proc/1/stat\")")]
    [InlineData("_ = socket.Receive(buffer)")]
    [InlineData("Rcu.Synchronize()")]
    [InlineData("Rcu.Barrier()")]
    public Task CallThatIsKnownToSleep_Triggers(string call) => Verify.Source(InSection(call.StartsWith("_ = ", StringComparison.Ordinal)
        ? "_ = {|UTR4003:" + call[4..] + "|};"
        : "{|UTR4003:" + call + "|};"));

    [Theory]
    [InlineData("_ = gate.WaitOne(0);")]
    [InlineData("_ = gate.WaitOne(TimeSpan.Zero);")]
    [InlineData("_ = slots.Wait(0);")]
    [InlineData("_ = thread.Join(0);")]
    [InlineData("_ = work.Wait(0);")]
    [InlineData("_ = queue.TryTake(out _);")]
    [InlineData("_ = queue.TryTake(out _, 0);")]
    [InlineData("Thread.Sleep(0);")]
    [InlineData("Thread.Yield();")]
    [InlineData("Task.CompletedTask.Wait();")]
    [InlineData("_ = Task.FromResult(1).Result;")]
    [InlineData("if (work.IsCompleted) _ = work.Result;")]
    [InlineData("if (!work.IsCompletedSuccessfully) return; _ = work.GetAwaiter().GetResult();")]
    [InlineData("_ = work.IsCompleted ? work.Result : 0;")]
    [InlineData("_ = Task.Delay(1);")]
    [InlineData("_ = Task.Run(() => Thread.Sleep(1));")]
    [InlineData("new Thread(() => Thread.Sleep(1)).Start();")]
    [InlineData("lock (slots) Work();")]
    [InlineData("Monitor.Enter(slots); Monitor.Exit(slots);")]
    [InlineData("Console.WriteLine(work.Id);")]
    [InlineData("_ = new MemoryStream().Read(buffer); _ = new StringReader(\"\").ReadLine();")]
    [InlineData("_ = slots.Release(); _ = gate.Set();")]
    public Task CallThatDoesNotSleep_DoesNotTrigger(string statements) => Verify.Source(InSection(statements));

    [Fact]
    public Task SecondWaitForOneTask_DoesNotTrigger() => Verify.Members("""
        public int Run(Task<int> work)
        {
            using var scope = Rcu.EnterReadScope();
            {|UTR4003:work.Wait()|};
            return work.Result;
        }
        """);

    [Fact]
    public Task AttachByPid_Triggers() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            using var made = {|UTR4003:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)|};
        }
        """);

    [Fact]
    public Task AttachByCurrent_Triggers() => Verify.Body("""
        using var scope = Rcu.EnterReadScope();
        using var made = {|UTR4003:UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, ops)|};
        """);

    [Fact]
    public Task AttachStraightFromTheLookup_IsLeftToTheOtherRule() => Verify.Body("""
        using var scope = Rcu.EnterReadScope();
        using var made = UtraceEngine.AttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, ops);
        if (UtraceEngine.TryAttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, ops, null, out var other, out _))
            other.Put();
        """);

    [Fact]
    public Task Barrier_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        _ = {|UTR4003:engine.Barrier(pid)|};
        _ = {|UTR4003:engine.PrepareExamine(pid, new Examiner())|};
        Rcu.ReadUnlock();
        """);

    [Fact]
    public Task SleepInANestedSection_Triggers() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            using (Rcu.EnterReadScope())
                Work();
            {|UTR4003:Thread.Sleep(1)|};
        }
        """);

    [Fact]
    public Task SleepOnThePathThatHasASection_Triggers() => Verify.Body("""
        if (flag)
            Rcu.ReadLock();
        {|UTR4003:Thread.Sleep(1)|};
        if (flag)
            Rcu.ReadUnlock();
        """);

    [Fact]
    public Task SleepOnThePathThatHasNone_DoesNotTrigger() => Verify.Body("""
        if (flag)
            Rcu.ReadLock();
        if (!flag)
            Thread.Sleep(1);
        if (flag)
            Rcu.ReadUnlock();
        """);

    [Fact]
    public Task SleepBetweenSections_DoesNotTrigger() => Verify.Body("""
        while (nr-- > 0)
        {
            using (Rcu.EnterReadScope())
                Use(pid.Task());
            Thread.Sleep(1);
        }
        """);

    [Fact]
    public Task SleepAfterAnEarlyUnlock_DoesNotTrigger() => Verify.Body("""
        Rcu.ReadLock();
        if (pid.Task() is null)
        {
            Rcu.ReadUnlock();
            Thread.Sleep(1);
            return;
        }
        Rcu.ReadUnlock();
        """);

    [Fact]
    public Task SleepInAMethodThatNeedsASection_Triggers() => Verify.Members("""
        [RequiresReadLock]
        public int Number(PidHandle pid)
        {
            {|UTR4003:Thread.Sleep(1)|};
            return pid.Task()?.Pid ?? 0;
        }
        """);

    [Fact]
    public Task SleepAfterAnAssertion_Triggers() => Verify.Body("""
        Rcu.AssertReadLockHeld();
        {|UTR4003:Thread.Sleep(1)|};
        """);

    [Fact]
    public Task AwaitsInASection_Trigger() => Verify.Members("""
        public async Task Run(Func<Task> work, IAsyncDisposable scope, IAsyncEnumerable<int> numbers)
        {
            Rcu.ReadLock();
            {|UTR4003:await work()|};
            await using ({|UTR4003:scope|})
                Work();
            await foreach (var number in {|UTR4003:numbers|})
                Log(number);
            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task AwaitOutsideTheSection_DoesNotTrigger() => Verify.Members("""
        public async Task Run(PidHandle pid)
        {
            await Task.Delay(1);
            using (Rcu.EnterReadScope())
                Use(pid.Task());
            await Task.Delay(1);
        }
        """);

    [Fact]
    public Task YieldInASection_Triggers() => Verify.Members("""
        public IEnumerable<int> Run(PidHandle pid)
        {
            Rcu.ReadLock();
            {|UTR4003:yield return 1;|}
            Rcu.ReadUnlock();
            yield return 2;
        }
        """);

    [Fact]
    public Task YieldBreakInASection_DoesNotTrigger() => Verify.Members("""
        public IEnumerable<int> Run(PidHandle pid)
        {
            yield return 1;
            using (Rcu.EnterReadScope())
                if (pid.Task() is null)
                    yield break;
        }
        """);

    [Fact]
    public Task OwnMethodThatMayBlock_Triggers() => Verify.Members("""
        [MayBlock]
        public static void Flush() { }

        public static void Print() { }

        public void Run()
        {
            using var scope = Rcu.EnterReadScope();
            Print();
            {|UTR4003:Flush()|};
        }
        """);

    [Fact]
    public Task OverrideOfAMethodThatMayBlock_Triggers() => Verify.Source("""
        public abstract class Store
        {
            [MayBlock]
            public abstract void Flush();
        }

        public sealed class FileStore : Store
        {
            public override void Flush() { }

            public void Run()
            {
                using var scope = Rcu.EnterReadScope();
                {|UTR4003:Flush()|};
            }
        }
        """);

    private static string InSection(string statements) => $$"""
        using System.Collections.Concurrent;
        using System.IO;
        using System.Net.Sockets;

        public class Module
        {
            public void Run(
                Thread thread, EventWaitHandle gate, SemaphoreSlim slots, Task<int> work, BlockingCollection<int> queue, Socket socket, byte[] buffer)
            {
                using var scope = Rcu.EnterReadScope();
                {{statements}}
            }
        }
        """;
}
