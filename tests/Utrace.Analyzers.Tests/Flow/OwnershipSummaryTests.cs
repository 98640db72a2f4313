namespace Utrace.Analyzers.Tests.Flow;

/// <summary>Private and internal methods: what they put, keep and hand out is what their bodies do.</summary>
public sealed class OwnershipSummaryTests
{
    [Fact]
    public Task HelperThatPutsOnEveryPath_DoesNotTrigger() => Verify.Members("""
        private static void Close(PidHandle? pid, bool loud)
        {
            if (pid is null)
                return;
            if (loud)
                Log(pid.Number);
            pid.Put();
        }

        public void Run(IUtraceKernel kernel, int nr) 
        {
            var found = kernel.FindGetPid(nr);
            Close(found, nr > 3);
        }
        """);

    [Fact]
    public Task HelperThatPutsThroughAnotherHelper_DoesNotTrigger() => Verify.Members("""
        private static void Close(PidHandle pid) => CloseNow(pid);

        private static void CloseNow(PidHandle pid)
        {
            using (pid)
                Log(pid.Number);
        }

        public void Run(IUtraceKernel kernel, int nr)
        {
            if (kernel.FindGetPid(nr) is { } found)
                Close(found);
        }
        """);

    [Fact]
    public Task HelperThatOnlyReads_Triggers() => Verify.Members("""
        private static void Print(PidHandle pid) => Log(pid.Number);

        public void Run(IUtraceKernel kernel, int nr)
        {
            if ({|UTR2001:kernel.FindGetPid(nr)|} is { } found)
                Print(found);
        }
        """);

    [Fact]
    public Task HelperThatStores_DoesNotTrigger() => Verify.Members("""
        private readonly List<PidHandle> pids = [];
        private PidHandle? last;

        private void Remember(PidHandle pid) => pids.Add(pid);

        private void Replace(PidHandle pid)
        {
            last?.Put();
            last = pid;
        }

        public void Run(IUtraceKernel kernel, int nr)
        {
            if (kernel.FindGetPid(nr) is { } found)
                Remember(found);
            if (kernel.FindGetPid(nr + 1) is { } other)
                Replace(other);
        }

        public void Stop() => pids.ForEach(pid => pid.Put());
        """);

    [Fact]
    public Task HelperThatReturnsANewReference_TriggersWithoutPut() => Verify.Members("""
        private static PidHandle? Open(IUtraceKernel kernel, int nr) => nr > 0 ? kernel.FindGetPid(nr) : null;

        public int Run(IUtraceKernel kernel, int nr)
        {
            var found = {|UTR2001:Open(kernel, nr)|};
            return found?.Number ?? 0;
        }
        """);

    [Fact]
    public Task HelperThatReturnsALentReference_DoesNotTrigger() => Verify.Members("""
        private readonly Dictionary<int, PidHandle> pids = [];

        private PidHandle? Lookup(int nr) => pids.TryGetValue(nr, out var pid) ? pid : null;

        private PidHandle Main() => pids[1];

        private static PidHandle Larger(PidHandle a, PidHandle b) => a.Number > b.Number ? a : b;

        public int Run(int nr)
        {
            var found = Lookup(nr);
            var larger = Larger(Main(), found ?? Main());
            return larger.Number;
        }
        """);

    [Fact]
    public Task UseAfterAHelperThatPuts_Triggers() => Verify.Members("""
        private static void Close(PidHandle pid) => pid.Put();

        public void Run(IUtraceKernel kernel, int nr)
        {
            var found = kernel.FindGetPid(nr);
            if (found is null)
                return;
            Close(found);
            Log({|UTR2003:found|}.Number);
        }
        """);

    [Fact]
    public Task RecursionOverReferences_DoesNotTrigger() => Verify.Members("""
        private static PidHandle? Seek(IUtraceKernel kernel, int nr, int limit)
        {
            if (nr > limit)
                return null;
            return kernel.FindGetPid(nr) ?? Seek(kernel, nr + 1, limit);
        }

        public void Run(IUtraceKernel kernel)
        {
            using var found = Seek(kernel, 1, 9);
            Log(found?.Number ?? 0);
        }
        """);
}
