namespace Utrace.Analyzers.Tests.Robustness;

/// <summary>Code that does not compile, as it stands while somebody types.</summary>
public sealed class BrokenCodeTests
{
    [Theory]
    [InlineData("pid.")]
    [InlineData("pid.Tas();")]
    [InlineData("var task = pid.")]
    [InlineData("var task = pid.Task(")]
    [InlineData("var task = pid.Task(; Use(task);")]
    [InlineData("var task = pid.Task(PidType.);")]
    [InlineData("var task = pid.Task(nr, nr, nr); Use(task);")]
    [InlineData("Unknown task = pid.Task();")]
    [InlineData("Use(pid.Task().Missing);")]
    [InlineData("if (pid.Task() is { } task")]
    [InlineData("if (flag) { using (Rcu.EnterReadScope()) Use(pid.Task());")]
    [InlineData("if (pid.Task() is {")]
    [InlineData("using (Rcu.EnterReadScope( { Use(pid.Task()); }")]
    [InlineData("using (Rcu.EnterScope()) { Use(pid.Task()); }")]
    [InlineData("using (Rcu.Enter")]
    [InlineData("Rcu.ReadLock(); if (")]
    [InlineData("Rcu.ReadLock(; Use(pid.Task());")]
    [InlineData("Rcu.ReadLock(7);")]
    [InlineData("Rcu.Unlock(); Rcu.")]
    [InlineData("var found = kernel.FindGetPid(nr")]
    [InlineData("var found = kernel.FindGetPid(\"one\"); Log(found.Number);")]
    [InlineData("var found = kernel.FindGetPid(missing);")]
    [InlineData("var found = kernel.FindGetPid(nr); found.")]
    [InlineData("var found = kernel.FindGetPid(nr); found.Pu();")]
    [InlineData("var found = kernel.FindGetPid(nr); found?.")]
    [InlineData("var found = kernel.FindGetPid(nr); if (found is not null) found.Put(;")]
    [InlineData("using var found = kernel.FindGetPid(nr).Missing();")]
    [InlineData("var found = kernel.Missing(nr); found.Put(); found.Put();")]
    [InlineData("foreach (var n in missing) { var found = kernel.FindGetPid(n); }")]
    [InlineData("engine.Control(pid.Task(), ResumeAction.);")]
    [InlineData("engine.Control(pid.Task(")]
    [InlineData("UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var")]
    [InlineData("if (UtraceEngine.TryAttachPid(pid, out var attached)) Use(attached);")]
    [InlineData("Func<int> read = () => pid.Task().Missing;")]
    [InlineData("void Print( { Use(pid.Task()); }")]
    [InlineData("void Print() { using (Rcu.EnterReadScope()) Use(pid.Task());")]
    [InlineData("var task = nr switch { 1 => pid.Task(), 2 => missing };")]
    [InlineData("var task = nr switch { 1 => pid.Task(), 2 =>")]
    [InlineData("switch (nr) { case 1: Use(pid.Task()); case")]
    [InlineData("try { Use(pid.Task()); }")]
    [InlineData("try { Use(pid.Task()); } catch (Missing e) { }")]
    [InlineData("lock (")]
    [InlineData("return pid.Task(")]
    [InlineData("var (task, number) = (pid.Task(), missing);")]
    [InlineData("TaskStruct task = new TaskStruct(missing) { Pid = };")]
    [InlineData("#if")]
    [InlineData("/* Use(pid.Task());")]
    [InlineData("Log($\"{pid.Task()")]
    [InlineData("from p in new[] { pid } select p.Task(")]
    [InlineData("pid.Task() pid.Task() pid.Task()")]
    [InlineData("}}}} pid.Task(); {{{{")]
    public Task BrokenBody_DoesNotTrigger(string statements) => Verify.BrokenBody(statements);

    [Fact]
    public Task WholeMethodNextToABrokenOne_Triggers() => Verify.Broken("""
        public class Module
        {
            public void Broken(PidHandle pid)
            {
                Use(pid.Task().Missing(;
            }

            public void Whole(PidHandle pid)
            {
                Use({|UTR1001:pid.Task()|});
            }
        }
        """);

    [Fact]
    public Task CallOfABrokenHelper_DoesNotTrigger() => Verify.Broken("""
        public class Module
        {
            private static TaskStruct? Find(PidHandle pid) => pid.Missing() ?? pid.Task();

            private static void Close(PidHandle pid) { pid.Missing(); pid.

            public void Run(IUtraceKernel kernel, PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    Use(Find(pid));
            }
        }
        """);

    [Fact]
    public Task FieldOfAnErrorType_DoesNotTrigger() => Verify.Broken("""
        public class Module
        {
            private Missing<TaskStruct> tasks;
            private List<Missing> others;
            private TaskStruct.Missing inner;
            public Missing Property { get; set; }
        }
        """);

    [Fact]
    public Task TypesThatInheritFromThemselves_DoNotTrigger() => Verify.Broken("""
        public class First : Second
        {
            public virtual int Read(PidHandle pid) { using (Rcu.EnterReadScope()) return pid.Task()?.Pid ?? 0; }
        }

        public class Second : First
        {
            public override int Read(PidHandle pid) => base.Read(pid);
        }

        public interface IFirst : ISecond;

        public interface ISecond : IFirst;
        """);

    [Fact]
    public Task MembersThatAreDeclaredTwice_DoNotTrigger() => Verify.Broken("""
        public class Module
        {
            private static int Read(PidHandle pid) { using (Rcu.EnterReadScope()) return pid.Task()?.Pid ?? 0; }

            private static int Read(PidHandle pid) { using (Rcu.EnterReadScope()) return pid.Task()?.Tgid ?? 0; }

            public int Run(PidHandle pid) => Read(pid);
        }
        """);

    [Fact]
    public Task MethodWithoutBody_DoesNotTrigger() => Verify.Broken("""
        public class Module
        {
            private TaskStruct Find(PidHandle pid);

            public extern int Read(PidHandle pid);

            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    Use(Find(pid));
            }
        }
        """);

    [Fact]
    public Task ContractsInTheWrongPlaces_DoNotTrigger() => Verify.Broken("""
        [AcquiresReadLock, MayBlock]
        public class Module
        {
            [RcuProtected] private int number;

            [Counted(Missing)] public void Run([Counted] PidHandle pid, [Owned] int count) { }

            [RequiresReadLock] private readonly int other;

            [return: Missing]
            public int Read(PidHandle pid) => pid.Number;
        }
        """);

    // A brace too many ends the class, and the methods behind it become local functions of a program around it.
    [Fact]
    public Task MethodOfAClassThatCallsAFunctionOfTheProgram_DoesNotTrigger() => Verify.Broken("""
        public class Module
        {
            public bool Run(PidHandle pid) => Exists(pid) && Exists2(pid);
            }

            private static bool Exists(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return pid.Task() is not null;
            }

            private static bool Exists2(PidHandle pid) => Exists(pid);
        }
        """);

    [Fact]
    public Task EmptyFile_DoesNotTrigger() => Verify.Broken("");

    [Fact]
    public Task NoCSharpAtAll_DoesNotTrigger() => Verify.Broken("<html>&nbsp; \u0000 pid.Task() \u2028 \"\"\" { </html>");
}
