namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1003: tasks that flow out of the method that looked them up.</summary>
public sealed class HeldTaskValueTests
{
    [Fact]
    public Task ReturnOutOfAScope_Triggers() => Verify.Members("""
        public TaskStruct? Find(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return {|UTR1003:pid.Task()|};
        }
        """);

    [Fact]
    public Task ReturnAfterUnlock_Triggers() => Verify.Members("""
        public TaskStruct? Find(PidHandle pid)
        {
            Rcu.ReadLock();
            var task = pid.Task();
            Rcu.ReadUnlock();
            return {|UTR1003:task|};
        }
        """);

    [Fact]
    public Task ReturnOutOfAScopeOfAPrivateMethod_Triggers() => Verify.Members("""
        private TaskStruct? Find(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return {|UTR1003:pid.Task()|};
        }

        public void Run(PidHandle pid) => Log(Find(pid) is null);
        """);

    [Fact]
    public Task ReturnOfAPrivateMethodInTheCallersSection_DoesNotTrigger() => Verify.Members("""
        private static TaskStruct? Find(PidHandle pid) => pid.Task();

        public void Run(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                Use(Find(pid));
        }
        """);

    [Fact]
    public Task ReturnByAMethodThatRequiresTheSection_DoesNotTrigger() => Verify.Members("""
        [RequiresReadLock]
        public TaskStruct? Find(PidHandle pid) => pid.Task();

        [RequiresReadLock]
        public TaskStruct? FindLeader(PidHandle pid)
        {
            var task = pid.Task();
            if (task is null)
                return null;
            return task.GroupLeader;
        }
        """);

    [Fact]
    public Task ReturnOutOfAnInnerScopeOfAMethodThatRequiresTheSection_DoesNotTrigger() => Verify.Members("""
        [RequiresReadLock]
        public TaskStruct? Find(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return pid.Task();
        }
        """);

    [Fact]
    public Task ReturnByAProtectedMethod_Triggers() => Verify.Members("""
        protected TaskStruct? Find(PidHandle pid)
        {
            using var scope = Rcu.EnterReadScope();
            var task = pid.Task();
            return {|UTR1003:task|};
        }
        """);

    [Fact]
    public Task ReturnByAProperty_Triggers() => Verify.Source("""
        public sealed class Target(PidHandle pid)
        {
            public TaskStruct? Task
            {
                get
                {
                    using (Rcu.EnterReadScope())
                        return {|UTR1003:pid.Task()|};
                }
            }
        }
        """);

    [Fact]
    public Task ReturnOfWhatIsAlwaysValid_DoesNotTrigger() => Verify.Members("""
        public TaskStruct Self() => TaskStruct.Current;

        public TaskStruct? Child(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return pid.Task()?.AsUnreapedChild();
        }

        public TaskStruct? Nobody() => null;
        """);

    [Fact]
    public Task ReturnOfAPlainParameter_Triggers() => Verify.Members("""
        public TaskStruct Same(TaskStruct task) => {|UTR1003:task|};
        """);

    [Fact]
    public Task ReturnOfAPlainParameterByAPrivateMethod_DoesNotTrigger() => Verify.Members("""
        private static TaskStruct Same(TaskStruct task) => task;

        public void Run(TaskStruct task) => Use(Same(task));
        """);

    [Fact]
    public Task ReturnOfAPlainParameterByAMethodThatRequiresTheSection_DoesNotTrigger() => Verify.Members("""
        [RequiresReadLock]
        public TaskStruct OrLeader(TaskStruct task, bool leader) => leader ? task.GroupLeader : task;
        """);

    [Fact]
    public Task ReturnOfACallbackParameter_Triggers() => Verify.Members("""
        public TaskStruct Same([ValidDuringCall] TaskStruct task) => {|UTR1003:task|};
        """);

    [Fact]
    public Task ReturnOfAnAlwaysValidParameter_DoesNotTrigger() => Verify.Members("""
        public TaskStruct Same([AlwaysValid] TaskStruct task) => task;
        """);

    [Fact]
    public Task ReturnOfAValueOfTheTask_DoesNotTrigger() => Verify.Members("""
        public string? NameOf(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return pid.Task()?.Comm;
        }

        public PidHandle? LeaderOf(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return pid.Task()?.GroupLeader.GetPid();
        }
        """);

    [Fact]
    public Task StoreInAFieldOfObject_Triggers() => Verify.Members("""
        private object? kept;

        public void Run(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                kept = {|UTR1003:pid.Task()|};
        }
        """);

    [Fact]
    public Task StoreOfAnythingElseInAFieldOfObject_DoesNotTrigger() => Verify.Members("""
        private object? kept;

        public void Run(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                kept = pid.Task()?.Pid;
            kept = pid;
            kept = TaskStruct.Current;
        }
        """);

    [Fact]
    public Task StoreInTheDataOfAnEngine_Triggers() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            engine.Data = {|UTR1003:task|};
        }
        """);

    [Fact]
    public Task StoreOfTheNumberInTheDataOfAnEngine_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            engine.Data = task?.Pid;
        }
        """);

    [Fact]
    public Task StoreInAListOfObjects_Triggers() => Verify.Members("""
        private readonly List<object> kept = [];

        public void Run(TaskStruct task, PidHandle pid)
        {
            kept.Add({|UTR1003:task|});
            kept.Add(task.Pid);
            kept.Add(pid);
            kept.Remove(task);
            Log(kept.Contains(task));
        }
        """);

    [Fact]
    public Task StoreInATupleOfObjects_Triggers() => Verify.Members("""
        private (object?, int) kept;

        public void Run(TaskStruct task) => kept = ({|UTR1003:task|}, 1);
        """);

    [Fact]
    public Task StoreInAnArrayFieldOfObjects_Triggers() => Verify.Members("""
        private readonly object?[] kept = new object?[4];

        public void Run(TaskStruct task) => kept[0] = {|UTR1003:task|};
        """);

    [Fact]
    public Task StoreInAnArrayParameter_Triggers() => Verify.Members("""
        public void Fill(TaskStruct?[] slots, PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                slots[0] = {|UTR1003:pid.Task()|};
        }
        """);

    [Fact]
    public Task StoreInALocalArray_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            var pair = new TaskStruct?[2];
            pair[0] = pid.Task();
            pair[1] = pair[0]?.GroupLeader;
            Log(pair[0] == pair[1]);
        }
        """);

    [Fact]
    public Task StoreOfACallbackParameter_Triggers() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            private object? last;

            public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
            {
                last = {|UTR1003:child|};
                return ResumeAction.Resume;
            }
        }
        """);

    [Fact]
    public Task StoreOfTheNumberOfACallbackParameter_DoesNotTrigger() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            private object? last;

            public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
            {
                last = child.Pid;
                return ResumeAction.Resume;
            }
        }
        """);
}
