namespace Utrace.Analyzers.Tests.Flow;

/// <summary>Private and internal methods: what they need of the section is what their bodies do.</summary>
public sealed class SummaryTests
{
    [Fact]
    public Task HelperThatNeedsTheSection_TriggersAtTheCallerWithoutIt() => Verify.Members("""
        private static int NumberOf(PidHandle pid) => pid.Task()?.Pid ?? 0;

        public int Bad(PidHandle pid) => {|UTR1001:NumberOf(pid)|};

        public int Good(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return NumberOf(pid);
        }
        """);

    [Fact]
    public Task HelperThatOnlyGoodCallersCall_DoesNotTrigger() => Verify.Members("""
        private static int NumberOf(PidHandle pid) => pid.Task()?.Pid ?? 0;

        public int Good(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return NumberOf(pid) + NumberOf(pid);
        }
        """);

    [Fact]
    public Task HelperThatNobodyCalls_TriggersInItself() => Verify.Members("""
        private static int NumberOf(PidHandle pid) => {|UTR1001:pid.Task()|}?.Pid ?? 0;
        """);

    [Fact]
    public Task HelperUsedAsADelegateToo_TriggersInItself() => Verify.Members("""
        private static int NumberOf(PidHandle pid) => {|UTR1001:pid.Task()|}?.Pid ?? 0;

        public Func<PidHandle, int> Reader => NumberOf;

        public int Good(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return NumberOf(pid);
        }
        """);

    [Fact]
    public Task HelperOfAHelper_TriggersAtTheOutermostCaller() => Verify.Members("""
        private static string NameOf(PidHandle pid) => pid.Task()?.Comm ?? "gone";

        private static string Describe(PidHandle pid) => pid.Number + " " + NameOf(pid);

        private static void Print(PidHandle pid) => Log(Describe(pid));

        public void Bad(PidHandle pid) => {|UTR1001:Print(pid)|};

        public void Good(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                Print(pid);
        }
        """);

    [Fact]
    public Task HelperWithItsOwnSection_DoesNotTrigger() => Verify.Members("""
        private static int NumberOf(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return pid.Task()?.Pid ?? 0;
        }

        public int Run(PidHandle pid) => NumberOf(pid);
        """);

    [Fact]
    public Task HelperThatLooksUpOnOnePathOnly_TriggersAtTheCaller() => Verify.Members("""
        private static int NumberOf(PidHandle pid, bool live) => live ? pid.Task()?.Pid ?? 0 : pid.Number;

        public int Run(PidHandle pid, bool live) => {|UTR1001:NumberOf(pid, live)|};
        """);

    [Fact]
    public Task InternalMethodOfAnotherClass_TriggersAtTheCaller() => Verify.Source("""
        internal static class Names
        {
            internal static string Of(PidHandle pid) => pid.Task()?.Comm ?? "gone";
        }

        public static class Printer
        {
            public static void Print(PidHandle pid) => Log({|UTR1001:Names.Of(pid)|});

            public static void PrintInSection(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                Log(Names.Of(pid));
            }
        }
        """);

    [Fact]
    public Task PublicMethodIsJudgedOnItsOwn_Triggers() => Verify.Members("""
        public static string NameOf(PidHandle pid) => {|UTR1001:pid.Task()|}?.Comm ?? "gone";

        public void Print(PidHandle pid)
        {
            using var scope = Rcu.EnterReadScope();
            Log(NameOf(pid));
        }
        """);

    [Fact]
    public Task VirtualMethodIsJudgedOnItsOwn_Triggers() => Verify.Members("""
        internal virtual string NameOf(PidHandle pid) => {|UTR1001:pid.Task()|}?.Comm ?? "gone";

        public void Print(PidHandle pid)
        {
            using var scope = Rcu.EnterReadScope();
            Log(NameOf(pid));
        }
        """);

    [Fact]
    public Task TaskOfAHelperAfterTheSection_Triggers() => Verify.Members("""
        private static TaskStruct? Find(PidHandle pid) => pid.Task()?.GroupLeader;

        public void Run(PidHandle pid)
        {
            TaskStruct? leader;
            using (Rcu.EnterReadScope())
                leader = Find(pid);
            Use({|UTR1002:leader|});
        }
        """);

    [Fact]
    public Task CurrentOfAHelperAfterASection_DoesNotTrigger() => Verify.Members("""
        private static TaskStruct Self() => TaskStruct.Current;

        public void Run()
        {
            TaskStruct self;
            using (Rcu.EnterReadScope())
                self = Self();
            Use(self);
        }
        """);

    [Fact]
    public Task HelpersThatOpenAndCloseByContract_DoNotTrigger() => Verify.Members("""
        [AcquiresReadLock]
        private static void Enter() => Rcu.ReadLock();

        [ReleasesReadLock]
        private static void Leave() => Rcu.ReadUnlock();

        public void Run(PidHandle pid)
        {
            Enter();
            try
            {
                Use(pid.Task());
            }
            finally
            {
                Leave();
            }
        }
        """);

    [Fact]
    public Task TaskUsedAfterAHelperThatUnlocks_Triggers() => Verify.Members("""
        [ReleasesReadLock]
        private static void Leave() => Rcu.ReadUnlock();

        public void Run(PidHandle pid)
        {
            Rcu.ReadLock();
            var task = pid.Task();
            Leave();
            Use({|UTR1002:task|});
        }
        """);

    [Fact]
    public Task TaskUsedAfterAHelperThatUnlocksUndeclared_TriggersInBoth() => Verify.Members("""
        private static void Leave() => {|UTR4002:Rcu.ReadUnlock()|};

        public void Run(PidHandle pid)
        {
            Rcu.ReadLock();
            var task = pid.Task();
            Leave();
            Use({|UTR1002:task|});
        }
        """);

    [Fact]
    public Task RecursionThatWalksUp_DoesNotTrigger() => Verify.Members("""
        private static int Depth(TaskStruct? task) => task is null ? 0 : 1 + Depth(task.RealParent);

        public int Run(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return Depth(pid.Task());
        }
        """);

    [Fact]
    public Task RecursionThatWalksUpWithoutSection_TriggersAtTheOutsideCaller() => Verify.Members("""
        private static int Depth(TaskStruct? task) => task is null ? 0 : 1 + Depth(task.RealParent);

        public int Run() => {|UTR1001:Depth(TaskStruct.Current)|};
        """);

    [Fact]
    public Task MutualRecursionThatNeedsTheSection_TriggersAtTheOutsideCaller() => Verify.Members("""
        private static bool Even(TaskStruct? task) => task is null || Odd(task.RealParent);

        private static bool Odd(TaskStruct? task) => task is not null && Even(task.RealParent);

        public bool Bad() => {|UTR1001:Even(TaskStruct.Current)|};

        public bool Good()
        {
            using (Rcu.EnterReadScope())
                return Odd(TaskStruct.Current);
        }
        """);

    [Fact]
    public Task PrivateProperty_TriggersWhereItIsReadOutsideASection() => Verify.Source("""
        public sealed class Target(PidHandle pid)
        {
            private int Number => pid.Task()?.Pid ?? 0;

            public int Twice => 2 * {|UTR1001:Number|};

            public int Protected()
            {
                using (Rcu.EnterReadScope())
                    return Number;
            }
        }
        """);

    [Fact]
    public Task PublicPropertyOrOneThatIsNeverRead_Triggers() => Verify.Source("""
        public sealed class Target(PidHandle pid)
        {
            public int Number => {|UTR1001:pid.Task()|}?.Pid ?? 0;

            private int Unread
            {
                get { return {|UTR1001:pid.Task()|}?.Pid ?? 0; }
            }
        }
        """);

    [Fact]
    public Task HelperThatPutsAnythingDisposable_DoesNotTrigger() => Verify.Members("""
        public void Run(IUtraceKernel kernel, List<IDisposable> bag)
        {
            var first = kernel.FindGetPid(1);
            DisposeOf(first);
            var second = kernel.FindGetPid(2);
            Clear(ref second);
            if (kernel.FindGetPid(3) is { } third)
                bag.Add(third);
        }

        private static void DisposeOf(IDisposable? disposable) => disposable?.Dispose();

        private static void Clear<T>(ref T? disposable)
            where T : class, IDisposable
        {
            disposable?.Dispose();
            disposable = null;
        }

        private static void DisposeTwice(IDisposable disposable)
        {
            disposable.Dispose();
            disposable.Dispose();
        }
        """);

    [Fact]
    public Task HelperThatTakesAnythingDisposableAndPutsNothing_Triggers() => Verify.Members("""
        public void Run(IUtraceKernel kernel)
        {
            var found = {|UTR2001:kernel.FindGetPid(1)|};
            Show(found);
        }

        private static void Show(IDisposable? disposable) => Console.WriteLine(disposable);
        """);

    [Fact]
    public Task HelperThatTakesTheTask_DoesNotTrigger() => Verify.Members("""
        private static string Describe(TaskStruct task) => $"{task.Pid} {task.Comm}" + (task.IsExiting ? " exiting" : "");

        private static void PrintAll(IEnumerable<TaskStruct> tasks)
        {
            foreach (var task in tasks)
                Log(Describe(task));
        }

        public void Run(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                if (pid.Task() is { } task)
                    PrintAll([task, task.GroupLeader]);
        }
        """);

    [Fact]
    public Task EndedTaskPassedToAHelper_TriggersAtTheArgument() => Verify.Members("""
        private static string Describe(TaskStruct task) => task.Comm;

        public void Run(PidHandle pid)
        {
            TaskStruct? task;
            using (Rcu.EnterReadScope())
                task = pid.Task();
            if (task is not null)
                Log(Describe({|UTR1002:task|}));
        }
        """);
}
