using Microsoft.CodeAnalysis.Testing;

namespace Utrace.Analyzers.Tests.Messages;

/// <summary>The words and the places of the findings about contracts, and of the two about tasks that the compiler does not tell.</summary>
public sealed class ContractMessageTests
{
    [Fact]
    public Task UncheckedTask_ShowsTheLookup() => Verify.InFull(
        """
        #nullable disable
        public class Module
        {
            public void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = {|#1:pid.Task()|};
                Log({|#0:task|}.Pid);
            }
        }
        """,
        Verify.Rule("UTR1006").WithLocation(0).WithLocation(1).WithMessage(
            "'task' is used as if its lookup had found a task, but it can answer null at any time; check it for null first"));

    [Fact]
    public Task TaskUncheckedInAMethodThatItIsPassedTo_ShowsTheUseToo() => Verify.InFull(
        """
        #nullable disable
        public class Module
        {
            public void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                Show({|#0:pid.Task()|});
            }

            private static void Show(TaskStruct task) => Log({|#1:task|}.Pid);
        }
        """,
        Verify.Rule("UTR1006").WithLocation(0).WithLocation(0).WithLocation(1).WithMessage(
            "'pid.Task()' is used as if its lookup had found a task, but it can answer null at any time; check it for null first"));

    [Fact]
    public Task ComparedTasks_ShowsBothLookups() => Verify.InFull(
        """
        public class Module
        {
            public bool Run(PidHandle pid)
            {
                TaskStruct? first;
                using (Rcu.EnterReadScope())
                    first = {|#1:pid.Task()|};
                using (Rcu.EnterReadScope())
                    return {|#0:first == {|#2:pid.Task()|}|};
            }
        }
        """,
        Verify.Rule("UTR1007").WithLocation(0).WithLocation(1).WithLocation(2).WithMessage(
            "'first' and 'pid.Task()' were looked up in different read-side sections and can differ for the same thread after an exec; compare their pids"));

    [Theory]
    [InlineData("[RequiresReadLock]", "needs a read-side section, which callers of 'ITarget.Go' need not have open")]
    [InlineData("[AssertsReadLock]", "needs a read-side section, which callers of 'ITarget.Go' need not have open")]
    [InlineData("[AcquiresReadLock]", "opens a read-side section, which callers of 'ITarget.Go' will not close")]
    [InlineData("[ReleasesReadLock]", "closes a read-side section, which callers of 'ITarget.Go' go on counting on")]
    [InlineData("[MayBlock]", "may block, which callers of 'ITarget.Go' in a read-side section do not expect")]
    [InlineData("[Puts]", "puts its receiver, which callers of 'ITarget.Go' put again")]
    [InlineData("[return: Borrowed]", "lends what it returns, which callers of 'ITarget.Go' put")]
    public Task WordThatTheBaseLacks_IsTold(string word, string how) => Verify.InFull(
        $$"""
        public interface ITarget
        {
            PidHandle? {|#1:Go|}();
        }

        public class Target : ITarget
        {
            {{word}}
            public PidHandle? {|#0:Go|}() => null;
        }
        """,
        Verify.Rule("UTR6001").WithLocation(0).WithLocation(1).WithMessage($"'Go' {how}; keep the contract, or declare another"));

    [Fact]
    public Task WordOfTheBase_IsShown() => Verify.InFull(
        """
        public interface ITarget
        {
            [return: {|#1:Borrowed|}]
            PidHandle Find(PidHandle pid);
        }

        public class Target : ITarget
        {
            public PidHandle Find(PidHandle pid) => {|#0:pid.Get()|};
        }
        """,
        Verify.Rule("UTR6001").WithLocation(0).WithLocation(1).WithMessage(
            "'pid.Get()' is a new reference that nobody puts, but 'Find' only lends what it returns; keep the contract, or declare another"));

    [Theory]
    [InlineData("[return: {|#1:Owned|}] public PidHandle? Find() => {|#0:_pid|};",
        "'_pid' is kept in '_pid', but callers of 'Find' put what it returns")]
    [InlineData("public void Close([{|#1:Borrowed|}] PidHandle pid) => {|#0:pid.Put()|};",
        "'pid.Put()' puts 'pid', but 'Close' only borrows it")]
    [InlineData("public void Keep([{|#1:Borrowed|}] PidHandle {|#0:pid|}) => _pid = pid;",
        "'pid' is kept in '_pid', which 'Module' puts, but 'Keep' only borrows it")]
    [InlineData("[RequiresReadLock] [return: AlwaysValid] public TaskStruct? Find(PidHandle pid) => {|#0:{|#1:pid.Task()|}|};",
        "'pid.Task()' is good only for a time, but 'Find' says that what it returns is good everywhere")]
    [InlineData("public void Run([{|#1:InvokedDuringCall|}] Action action) => Task.Run({|#0:action|});",
        "'action' is kept, but 'Run' says that it runs it only during the call")]
    public Task BodyThatDoesOtherwise_IsTold(string member, string message) => Verify.InFull(
        Module(member),
        Verify.Rule("UTR6001").WithLocation(0).WithLocation(1).WithMessage(message + "; keep the contract, or declare another"));

    [Fact]
    public Task SectionThatIsNotOpened_NamesThePath() => Verify.InFull(
        """
        public class Module
        {
            [{|#2:AcquiresReadLock|}]
            public bool {|#0:TryEnter|}(bool on)
            {
                if (!on)
                    {|#1:return false;|}
                Rcu.ReadLock();
                return true;
            }
        }
        """,
        Verify.Rule("UTR6001").WithLocation(0).WithLocation(1).WithLocation(2).WithMessage(
            "'TryEnter' says that it opens a read-side section, but has none open on the path that returns at line 7; keep the contract, or declare another"));

    [Fact]
    public Task SectionThatIsNotClosed_NamesThePath() => Verify.InFull(
        """
        public class Module
        {
            [ReleasesReadLock]
            public void {|#0:Leave|}(bool on)
            {
                if (on)
                    Rcu.ReadUnlock();
            }
        }
        """,
        Verify.Rule("UTR6001").WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithMessage(
            "'Leave' says that it closes a read-side section of its caller, but does not on the path that reaches the end of 'Leave'; keep the contract, or declare another"));

    [Theory]
    [InlineData("public void Close(PidHandle {|#0:pid|}) => {|#1:pid.Put()|};", "'pid' needs [Owned], because 'Close' puts it")]
    [InlineData("public PidHandle? {|#0:Current|}() => {|#1:_pid|};", "'Current' needs [return: Borrowed], because it returns what '_pid' keeps")]
    [InlineData("public void Keep(PidHandle {|#0:pid|}) => _pid = pid;", "'pid' needs [Owned], because '_pid' keeps it and 'Module' puts it")]
    [InlineData("public PidHandle? Again => {|#0:_pid?.Get()|};", "'Again' needs [Owned], because each read of it gives a new reference")]
    [InlineData("public void Get(out PidHandle? {|#0:pid|}) => pid = _pid;", "'pid' needs [Borrowed], because it hands out what '_pid' keeps")]
    public Task MissingWord_IsNamedWithItsReason(string member, string message) => Verify.InFull(
        Module(member),
        Verify.Rule("UTR6002").WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithMessage(message + "; without it callers can not know who puts the reference"));

    private static string Module(string member) => $$"""
        public class Module : IDisposable
        {
            private PidHandle? _pid;

            {{member}}

            public void Dispose() => _pid?.Put();
        }
        """;
}
