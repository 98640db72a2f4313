namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR2001: ownership that passes to somebody else, and what looks like it and does not.</summary>
public sealed class HandingOnTests
{
    [Theory]
    [InlineData("return found;")]
    [InlineData("if (flag) { found?.Put(); return null; } return found;")]
    [InlineData("if (found is { Number: > 1 }) return found; found?.Put(); return null;")]
    [InlineData("var alias = found; return alias;")]
    [InlineData("return flag ? found : Kept(found);")]
    [InlineData("return (found);")]
    [InlineData("return (PidHandle?)found;")]
    [InlineData("try { Work(); return found; } catch { found?.Put(); throw; }")]
    public Task Return_DoesNotTrigger(string statements) => Verify.Members($$"""
        public PidHandle? Open(IUtraceKernel kernel, int nr, bool flag)
        {
            var found = kernel.FindGetPid(nr);
            {{statements}}
        }

        private static PidHandle? Kept([Owned] PidHandle? pid)
        {
            pid?.Put();
            return null;
        }
        """);

    [Theory]
    [InlineData("=> kernel.FindGetPid(nr);")]
    [InlineData("=> kernel.FindGetPid(nr) ?? throw new InvalidOperationException();")]
    [InlineData("=> flag ? kernel.FindGetPid(nr) : null;")]
    [InlineData("{ return kernel.FindGetPid(nr) is { Number: var number } found ? Take(found, number) : null; }")]
    public Task ReturnOfTheCallItself_DoesNotTrigger(string body) => Verify.Members($"""
        private static PidHandle Take([Owned] PidHandle pid, int number) => pid;
        public PidHandle? Open(IUtraceKernel kernel, int nr, bool flag) {body}
        """);

    [Theory]
    [InlineData("Give(found);")]
    [InlineData("pid?.Put(); pid = found;")]
    [InlineData("this.pid?.Put(); this.pid = found;")]
    [InlineData("Last?.Put(); Last = found;")]
    [InlineData("pids.Add(found);")]
    [InlineData("byNumber[nr] = found;")]
    [InlineData("byNumber.Add(nr, found);")]
    [InlineData("byNumber.TryAdd(nr, found);")]
    [InlineData("pending.Enqueue(found);")]
    [InlineData("slots[0] = found;")]
    [InlineData("objects.Add(found);")]
    [InlineData("pair = (found, nr);")]
    [InlineData("pids.AddRange([found]);")]
    [InlineData("slots = [found];")]
    [InlineData("slots = new PidHandle?[] { found };")]
    [InlineData("holder = new Holder { Pid = found };")]
    [InlineData("holder.Pid = found;")]
    [InlineData("session = new Session(found);")]
    [InlineData("entry = new Entry(nr, found);")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => found.Put();")]
    [InlineData("cleanup = () => found.Dispose();")]
    [InlineData("cleanup = found.Put;")]
    [InlineData("void Cleanup() => found.Put(); cleanup = Cleanup;")]
    public Task HandedOn_DoesNotTrigger(string statement) => Verify.Source($$"""
        public sealed class Holder
        {
            public PidHandle? Pid { get; set; }
        }

        public sealed record Entry(int Number, PidHandle Pid);

        public sealed class Session : IDisposable
        {
            private readonly PidHandle pid;

            public Session(PidHandle pid)
            {
                ArgumentNullException.ThrowIfNull(pid);
                this.pid = pid;
            }

            public void Dispose() => pid.Put();
        }

        public sealed class Module
        {
            private readonly List<PidHandle> pids = [];
            private readonly List<object> objects = [];
            private readonly Queue<PidHandle> pending = new();
            private readonly Dictionary<int, PidHandle> byNumber = [];
            private PidHandle?[] slots = new PidHandle?[4];
            private (PidHandle, int) pair;
            private PidHandle? pid;
            private Holder holder = new();
            private Session? session;
            private Entry? entry;
            private Action? cleanup;

            public PidHandle? Last { get; private set; }

            public void Run(IUtraceKernel kernel, int nr)
            {
                var found = kernel.FindGetPid(nr);
                if (found is null)
                    return;
                {{statement}}
            }

            public void Stop()
            {
                foreach (var each in pids.Concat(pending).Concat(byNumber.Values).Concat(slots).Append(pair.Item1).Append(pid).Append(Last))
                    each?.Put();
            }
        }
        """);

    [Theory]
    [InlineData("Use(found);")]
    [InlineData("Log(pids.Contains(found));")]
    [InlineData("pids.Remove(found);")]
    [InlineData("Log(pids.IndexOf(found));")]
    [InlineData("var alias = found; Log(alias.Number);")]
    [InlineData("var printer = new Printer(found); printer.Print();")]
    [InlineData("Log(ReferenceEquals(found, null));")]
    [InlineData("Func<int> read = () => found.Number; Log(read());")]
    [InlineData("Read(found);")]
    [InlineData("using (Rcu.EnterReadScope()) Use(found.Task());")]
    [InlineData("using var attached = UtraceEngine.AttachPid(found, AttachFlags.Create, null);")]
    [InlineData("if (nr > 1) pids.Add(found);")]
    [InlineData("if (nr > 1) Give(found);")]
    public Task Lent_Triggers(string statement) => Verify.Source($$"""
        public sealed class Printer
        {
            private readonly int number;

            public Printer(PidHandle pid) => number = pid.Number;

            public void Print() => Log(number);
        }

        public sealed class Module
        {
            private readonly List<PidHandle> pids = [];

            private static void Read(PidHandle pid) => Log(pid.Number);

            public void Run(IUtraceKernel kernel, int nr)
            {
                var found = {|UTR2001:kernel.FindGetPid(nr)|};
                if (found is null)
                    return;
                {{statement}}
            }

            public void Stop() => pids.ForEach(kept => kept.Put());
        }
        """);

    [Fact]
    public Task StoredStraightAway_DoesNotTrigger() => Verify.Source("""
        public sealed class Module(IUtraceKernel kernel) : IDisposable
        {
            private readonly PidHandle? init = kernel.FindGetPid(1);
            private readonly List<PidHandle> pids = [];
            private PidHandle? last;

            public void Run(int nr)
            {
                last?.Put();
                last = kernel.FindGetPid(nr);
                if (kernel.FindGetPid(nr) is { } found)
                    pids.Add(found);
                pids.Add(kernel.FindGetPid(nr)!);
            }

            public void Dispose()
            {
                init?.Put();
                last?.Put();
                foreach (var pid in pids)
                    pid.Put();
            }
        }
        """);

    [Fact]
    public Task LocalCollectionThatIsPut_DoesNotTrigger() => Verify.Body("""
        var found = new List<PidHandle>();
        for (var i = 1; i < nr; i++)
            if (kernel.FindGetPid(i) is { } one)
                found.Add(one);
        foreach (var one in found)
            one.Put();
        """);

    [Fact]
    public Task LocalArrayOfReferences_DoesNotTrigger() => Verify.Body("""
        PidHandle?[] both = [kernel.FindGetPid(1), kernel.FindGetPid(2)];
        foreach (var one in both)
            one?.Put();
        """);

    [Fact]
    public Task OwnedParameterOfAConstructor_DoesNotTrigger() => Verify.Source("""
        public sealed class Session([Owned] PidHandle pid) : IDisposable
        {
            public int Number => pid.Number;

            public void Dispose() => pid.Put();
        }

        public static class Program
        {
            public static int Run(IUtraceKernel kernel)
            {
                using var session = new Session(kernel.FindGetPid(1)!);
                var found = kernel.FindGetPid(2);
                if (found is null)
                    return 0;
                using var second = new Session(found);
                return session.Number + second.Number;
            }
        }
        """);

    [Fact]
    public Task StoreByAConstructorWithAnObjectInitializer_DoesNotTrigger() => Verify.Source("""
        public sealed class Target : IDisposable
        {
            public required PidHandle Pid { get; init; }
            public string Name { get; init; } = "";

            public void Dispose() => Pid.Put();
        }

        public static class Targets
        {
            public static Target? Open(IUtraceKernel kernel, int nr) =>
                kernel.FindGetPid(nr) is { } found ? new Target { Pid = found, Name = "traced" } : null;
        }
        """);

    [Fact]
    public Task OverwrittenWhileOwned_IsAnotherRule() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        {|UTR2005:found|} = kernel.FindGetPid(nr + 1);
        found?.Put();
        """);

    [Fact]
    public Task SecondReferenceInTheSameVariable_Triggers() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        found?.Put();
        found = {|UTR2001:kernel.FindGetPid(nr + 1)|};
        Log(found?.Number ?? 0);
        """);
}
