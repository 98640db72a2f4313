namespace Utrace.Analyzers.Tests.Flow;

/// <summary>References that pass through out, ref and in parameters.</summary>
public sealed class OutAndRefTests
{
    [Fact]
    public Task TaskHandedOutOfAScope_Triggers() => Verify.Members("""
        public bool TryFind(PidHandle pid, [NotNullWhen(true)] out TaskStruct? task)
        {
            using (Rcu.EnterReadScope())
            {
                task = {|UTR1003:pid.Task()|};
                return task is not null;
            }
        }
        """);

    [Fact]
    public Task TaskHandedOutByAMethodThatRequiresTheSection_DoesNotTrigger() => Verify.Members("""
        [RequiresReadLock]
        public bool TryFind(PidHandle pid, [NotNullWhen(true)] out TaskStruct? task)
        {
            task = pid.Task();
            return task is not null;
        }
        """);

    [Fact]
    public Task TaskHandedOutThroughRef_Triggers() => Verify.Members("""
        public void Find(PidHandle pid, ref TaskStruct? task)
        {
            using (Rcu.EnterReadScope())
                task = {|UTR1003:pid.Task()|};
        }
        """);

    [Fact]
    public Task NullOrCurrentHandedOut_DoesNotTrigger() => Verify.Members("""
        public bool TryFind(bool self, out TaskStruct? task)
        {
            task = self ? TaskStruct.Current : null;
            return self;
        }
        """);

    [Fact]
    public Task PrivateTryMethodInTheCallersSection_DoesNotTrigger() => Verify.Members("""
        private static bool TryFind(PidHandle pid, [NotNullWhen(true)] out TaskStruct? task)
        {
            task = pid.Task();
            return task is not null;
        }

        public int NumberOf(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return TryFind(pid, out var task) ? task.Pid : 0;
        }
        """);

    [Fact]
    public Task PrivateTryMethodWithoutSection_TriggersAtTheCall() => Verify.Members("""
        private static bool TryFind(PidHandle pid, [NotNullWhen(true)] out TaskStruct? task)
        {
            task = pid.Task();
            return task is not null;
        }

        public bool Exists(PidHandle pid) => {|UTR1001:TryFind(pid, out _)|};
        """);

    [Fact]
    public Task TaskOfATryMethodAfterTheSection_Triggers() => Verify.Members("""
        [RequiresReadLock]
        public static bool TryFind(PidHandle pid, [NotNullWhen(true)] out TaskStruct? task)
        {
            task = pid.Task();
            return task is not null;
        }

        public void Run(PidHandle pid)
        {
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                if (!TryFind(pid, out task))
                    return;
                Use(task);
            }
            Use({|UTR1002:task|});
        }
        """);

    [Fact]
    public Task ReferenceHandedOut_DoesNotTrigger() => Verify.Members("""
        public bool TryOpen(IUtraceKernel kernel, int nr, [NotNullWhen(true)] out PidHandle? pid)
        {
            pid = kernel.FindGetPid(nr);
            return pid is not null;
        }

        public bool TryOpenOther(IUtraceKernel kernel, int nr, [NotNullWhen(true)] out PidHandle? pid)
        {
            var found = kernel.FindGetPid(nr);
            if (found is { Number: 1 })
            {
                found.Put();
                pid = null;
                return false;
            }
            pid = found;
            return pid is not null;
        }
        """);

    [Fact]
    public Task ReferenceThatIsNotHandedOutOnOnePath_Triggers() => Verify.Members("""
        public bool TryOpen(IUtraceKernel kernel, int nr, [NotNullWhen(true)] out PidHandle? pid)
        {
            var found = {|UTR2001:kernel.FindGetPid(nr)|};
            if (found is { Number: 1 })
            {
                pid = null;
                return false;
            }
            pid = found;
            return pid is not null;
        }
        """);

    [Fact]
    public Task ReferenceOutOfAPrivateMethodThatIsPut_DoesNotTrigger() => Verify.Members("""
        private static bool TryOpen(IUtraceKernel kernel, int nr, [NotNullWhen(true)] out PidHandle? pid)
        {
            pid = kernel.FindGetPid(nr);
            return pid is not null;
        }

        public void Run(IUtraceKernel kernel)
        {
            if (!TryOpen(kernel, 1, out var first))
                return;
            Log(first.Number);
            first.Put();
        }
        """);

    [Fact]
    public Task ReferenceOutOfAPrivateMethodThatIsNotPut_Triggers() => Verify.Members("""
        private static bool TryOpen(IUtraceKernel kernel, int nr, [NotNullWhen(true)] out PidHandle? pid)
        {
            pid = kernel.FindGetPid(nr);
            return pid is not null;
        }

        public void Run(IUtraceKernel kernel)
        {
            if (TryOpen(kernel, 1, out {|UTR2001:var first|}))
                Log(first.Number);
        }
        """);

    [Fact]
    public Task ReferenceOutOfTwoTries_TriggersForTheForgottenOne() => Verify.Body("""
        if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out {|UTR3001:var first|}, out _))
            return;
        if (!UtraceEngine.TryAttachPid(pid, AttachFlags.None, ops, null, out var second, out _))
            return;
        second.Put();
        first.Put();
        """);

    [Fact]
    public Task TryInsideACondition_DoesNotTrigger() => Verify.Body("""
        if (flag && UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var attached, out _))
        {
            Use(attached);
            attached.Put();
        }
        """);

    [Fact]
    public Task DiscardedOutReference_IsAnotherRule() => Verify.Body("""
        UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out {|UTR3005:_|}, out _);
        """);

    [Fact]
    public Task RefParameterThatIsPutAndReplaced_DoesNotTrigger() => Verify.Members("""
        public void Replace(IUtraceKernel kernel, int nr, ref PidHandle? slot)
        {
            var found = kernel.FindGetPid(nr);
            slot?.Put();
            slot = found;
        }
        """);

    [Fact]
    public Task ReferenceLentThroughIn_Triggers() => Verify.Members("""
        private static void Print(in PidHandle pid) => Log(pid.Number);

        public void Run(IUtraceKernel kernel, int nr)
        {
            var found = {|UTR2001:kernel.FindGetPid(nr)|};
            if (found is not null)
                Print(in found);
        }
        """);

    [Fact]
    public Task OutIntoAField_DoesNotTrigger() => Verify.Members("""
        private UtraceEngine? attached;

        public bool Start(PidHandle pid, UtraceEngineOps ops) =>
            attached is null && UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out attached, out _);

        public void Stop() => attached?.Put();
        """);
}
