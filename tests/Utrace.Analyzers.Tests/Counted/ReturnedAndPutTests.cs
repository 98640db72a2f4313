namespace Utrace.Analyzers.Tests.Counted;

/// <summary>References that the caller gets, although the method puts them on the way out.</summary>
public sealed class ReturnedAndPutTests
{
    [Fact]
    public Task ReturnOfWhatAUsingPuts_Triggers() => Verify.Members("""
        public PidHandle? Open(IUtraceKernel kernel)
        {
            using var found = kernel.FindGetPid(1);
            return {|UTR2003:found|};
        }

        public UtraceEngine Attach(PidHandle pid, UtraceEngineOps ops)
        {
            using (var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops))
                return {|UTR3003:engine|};
        }
        """);

    [Fact]
    public Task ReturnOfWhatAFinallyPuts_Triggers() => Verify.Members("""
        public PidHandle Open(PidHandle pid)
        {
            var found = pid.Get();
            try
            {
                return {|UTR2003:found|};
            }
            finally
            {
                found.Put();
            }
        }
        """);

    [Fact]
    public Task MessageSaysThatItIsReturned() => Verify.Members("""
        public PidHandle Open(PidHandle pid)
        {
            using var {|#1:found = pid.Get()|};
            return {|#0:found|};
        }
        """,
        Verify.Rule("UTR2003").WithLocation(0).WithLocation(1)
            .WithMessage("'found' is returned, but put on the way out; use it before, or take a reference of its own with 'Get()'"));

    [Fact]
    public Task ReturnOfAReferenceOfItsOwn_DoesNotTrigger() => Verify.Members("""
        public PidHandle? Open(IUtraceKernel kernel)
        {
            using var found = kernel.FindGetPid(1);
            return found?.Get();
        }

        public PidHandle OpenOrPut(PidHandle pid)
        {
            var found = pid.Get();
            var isKept = false;
            try
            {
                Console.WriteLine(found.Number);
                isKept = true;
                return found;
            }
            finally
            {
                if (!isKept)
                    found.Put();
            }
        }

        public PidHandle OpenOrThrow(PidHandle pid)
        {
            var found = pid.Get();
            try
            {
                Console.WriteLine(found.Number);
                return found;
            }
            catch
            {
                found.Put();
                throw;
            }
        }
        """);

    [Fact]
    public Task HandedOutAndPut_Triggers() => Verify.Members("""
        public static bool TryOpen(IUtraceKernel kernel, out PidHandle? opened)
        {
            var found = kernel.FindGetPid(1);
            opened = found;
            if (found is null)
                return false;
            {|UTR2003:found.Put()|};
            return true;
        }
        """);

    [Fact]
    public Task HandedOutAndTakenBack_DoesNotTrigger() => Verify.Members("""
        public static bool TryOpen(IUtraceKernel kernel, int nr, out PidHandle? opened)
        {
            var found = kernel.FindGetPid(1);
            opened = found;
            if (found is null || found.Number > nr)
            {
                found?.Put();
                opened = null;
                return false;
            }

            return true;
        }
        """);

    [Fact]
    public Task HandedOutByRefAndPut_Triggers() => Verify.Members("""
        private static void Renew(IUtraceKernel kernel, ref PidHandle? pid)
        {
            pid?.Put();
            pid = kernel.FindGetPid(1);
            {|UTR2003:pid?.Put()|};
        }

        public static void Run(IUtraceKernel kernel, [Owned] PidHandle? pid) => Renew(kernel, ref pid);
        """);

    [Fact]
    public Task PutAndClearedByRef_DoesNotTrigger() => Verify.Members("""
        private static void Clear(ref PidHandle? pid)
        {
            pid?.Put();
            pid = null;
        }

        public static void Run(IUtraceKernel kernel)
        {
            var pid = kernel.FindGetPid(1);
            Clear(ref pid);
        }
        """);

    [Fact]
    public Task HandedOutAndPutBeforeTheEndOfAUsing_Triggers() => Verify.Members("""
        public static bool TryOpen(IUtraceKernel kernel, out PidHandle? opened)
        {
            var found = kernel.FindGetPid(1);
            using var other = kernel.FindGetPid(2);
            opened = found;
            if (found is null)
                return false;
            {|UTR2003:found.Put()|};
            return true;
        }
        """);

    [Fact]
    public Task HandedOutThroughTheEndOfAUsing_IsTheCallers() => Verify.Members("""
        private static bool TryOpen(IUtraceKernel kernel, out PidHandle? opened)
        {
            var found = kernel.FindGetPid(1);
            using var other = kernel.FindGetPid(2);
            opened = found;
            return true;
        }

        public static void Lose(IUtraceKernel kernel)
        {
            if (TryOpen(kernel, out {|UTR2001:var opened|}))
                Log(opened?.Number ?? 0);
        }

        public static void UseAfter(IUtraceKernel kernel)
        {
            if (!TryOpen(kernel, out var opened) || opened is null)
                return;
            opened.Put();
            Log({|UTR2003:opened|}.Number);
        }

        public static void Fine(IUtraceKernel kernel)
        {
            if (!TryOpen(kernel, out var opened) || opened is null)
                return;
            Log(opened.Number);
            opened.Put();
        }
        """);

    [Fact]
    public Task TaskHandedOutThroughTheEndOfAUsing_Triggers() => Verify.Members("""
        private static bool TryFind(IUtraceKernel kernel, PidHandle pid, out TaskStruct? task)
        {
            using var other = kernel.FindGetPid(2);
            task = pid.Task();
            return task is not null;
        }

        public static void Run(IUtraceKernel kernel, PidHandle pid)
        {
            Rcu.ReadLock();
            var found = TryFind(kernel, pid, out var task);
            Rcu.ReadUnlock();
            if (found)
                Use({|UTR1002:task|});
        }
        """);
}
