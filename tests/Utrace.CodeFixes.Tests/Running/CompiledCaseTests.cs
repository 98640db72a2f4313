using Xunit;

namespace Utrace.CodeFixes.Tests.Running;

/// <summary>What the harness sees of a case that it runs.</summary>
public class CompiledCaseTests
{
    private const string Driver = """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.First(pid);
        reap();
        module.Second(pid);
        """;

    [Fact]
    public async Task EveryPointIsRunAndThatWithoutReap()
    {
        var runs = await RunAsync("public void First(PidHandle pid) { } public void Second(PidHandle pid) { }");
        Assert.Equal([int.MaxValue, 0, 1], runs.Select(run => run.ReapedAt));
        Assert.All(runs, run => Assert.Empty(run.Violations));
        Assert.All(runs, run => Assert.Null(run.Failure));
    }

    [Fact]
    public async Task TargetIsGoneBehindTheWantedPointOnly()
    {
        var runs = await RunAsync("""
            private bool _wasThere;

            public void First(PidHandle pid) => _wasThere = IsThere(pid);

            public void Second(PidHandle pid)
            {
                if (_wasThere && !IsThere(pid))
                    throw new NotSupportedException();
            }

            private static bool IsThere(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return pid.Task() is not null;
            }
            """);
        Assert.Equal([false, false, true], runs.Select(run => run.Failure is NotSupportedException));
    }

    [Fact]
    public async Task WhatIsNotPutIsSeen()
    {
        var runs = await RunAsync("public void First(PidHandle pid) => pid.Get(); public void Second(PidHandle pid) { }");
        Assert.All(runs, run => Assert.Equal([LifetimeViolationKind.PidNotPut], run.Violations.Select(broken => broken.Kind)));
    }

    [Fact]
    public async Task KeptTaskIsSeenWhereItIsUsed()
    {
        var runs = await RunAsync("""
            private TaskStruct? _task;

            public void First(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    _task = pid.Task();
            }

            public void Second(PidHandle pid) => Console.WriteLine(_task?.Comm);
            """);
        // Where it is gone from the beginning there is nothing to keep.
        Assert.Equal([1, 0, 1], runs.Select(run => run.Violations.Count));
        Assert.IsType<TaskFreedException>(runs[2].Failure);
    }

    [Theory]
    [InlineData("Rcu.ReadLock();", "", true)]
    [InlineData("Rcu.ReadUnlock();", "", true)]
    [InlineData("Rcu.ReadLock(); Rcu.ReadUnlock();", "", false)]
    [InlineData("Rcu.ReadLock();", "Rcu.ReadUnlock();", false)]
    [InlineData("throw new InvalidOperationException(\"No.\");", "", false)]
    public async Task LocksWithoutUnlocksAreSeen(string first, string second, bool isBroken)
    {
        var runs = await RunAsync($$"""
            public void First(PidHandle pid) { {{first}} }

            public void Second(PidHandle pid) { {{second}} }
            """);
        Assert.All(runs, run => Assert.Equal(isBroken, run.IsBroken([])));
    }

    [Fact]
    public async Task WhatIsMarkedStillDoesNotCount()
    {
        var runs = await RunAsync("""
            public void First(PidHandle pid) { }

            public void Second(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                }
            }
            """);
        Assert.Contains(runs, run => run.IsBroken([]));
        Assert.DoesNotContain(runs, run => run.IsBroken(CompiledCase.KnownIn("{|UTR4003:Thread.Sleep(1)|}")));
    }

    private static async Task<List<CaseRun>> RunAsync(string members)
    {
        using var compiled = await CompiledCase.OfAsync(Framework.Module(members), Driver, TestContext.Current.CancellationToken);
        return compiled.RunAll();
    }
}
