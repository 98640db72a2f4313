using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Refactorings.Refactor<Utrace.CodeFixes.Refactorings.IntroduceSection>;

namespace Utrace.CodeFixes.Tests.Refactorings;

/// <summary>"Introduce read-side section".</summary>
public class IntroduceSectionTests
{
    private const string Title = "Introduce read-side section";

    [Fact]
    public Task CursorOnALookup() => Verify.Makes(
        Title,
        Module("""
            public string? NameOf(PidHandle pid) => pid.Ta$$sk()?.Comm;
            """),
        Module("""
            public string? NameOf(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    return pid.Task()?.Comm;
                }
            }
            """));

    [Fact]
    public Task CursorOnALookupWhoseTaskIsUsedBelow() => Verify.Makes(
        Title,
        Method("""
            var task = pid.$$Task();
            Console.WriteLine(task?.Comm);
            Console.WriteLine(nr);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                Console.WriteLine(task?.Comm);
            }
            Console.WriteLine(nr);
            """));

    [Fact]
    public Task SelectedStatements() => Verify.Makes(
        Title,
        Method("""
            Console.WriteLine("begin");
            [|Console.WriteLine(nr);
            Console.WriteLine(pid.Task()?.Comm);
            Console.WriteLine(pid.Task()?.Tgid);|]
            Console.WriteLine("end");
            """),
        Method("""
            Console.WriteLine("begin");
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(nr);
                Console.WriteLine(pid.Task()?.Comm);
                Console.WriteLine(pid.Task()?.Tgid);
            }
            Console.WriteLine("end");
            """));

    [Fact]
    public Task SelectionThatDeclaresWhatIsUsedBelow() => Verify.Makes(
        Title,
        Method("""
            [|var number = pid.Task()?.Tgid;
            |]Console.WriteLine(number);
            """),
        Method("""
            int? number;
            using (Rcu.EnterReadScope())
            {
                number = pid.Task()?.Tgid;
            }
            Console.WriteLine(number);
            """));

    [Fact]
    public Task SelectionInsideAStatement() => Verify.Makes(
        Title,
        Method("""
            if (nr > 0)
                Console.WriteLine([|pid.Task()|]?.Comm);
            """),
        Method("""
            if (nr > 0)
            {
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
            }
            """));

    [Fact]
    public Task PropertyThatNeedsASection() => Verify.Makes(
        Title,
        Module("""
            public int ParentOf([ValidDuringCall] TaskStruct task)
            {
                return task.Real$$Parent?.Pid ?? 0;
            }
            """),
        Module("""
            public int ParentOf([ValidDuringCall] TaskStruct task)
            {
                using (Rcu.EnterReadScope())
                {
                    return task.RealParent?.Pid ?? 0;
                }
            }
            """));

    [Theory]
    [InlineData("using (Rcu.EnterReadScope())\n        Console.WriteLine(pid.Ta$$sk()?.Comm);")]
    [InlineData("using var scope = Rcu.EnterReadScope();\n    Console.WriteLine(pid.Ta$$sk()?.Comm);")]
    [InlineData("[|Console.WriteLine(nr);\n    Console.WriteLine(pid.Number);|]")]
    [InlineData("Console.Write$$Line(nr);\n    Console.WriteLine(pid.Task()?.Comm);")]
    [InlineData("while (pid.Ta$$sk() is not null)\n        Console.WriteLine(nr);")]
    [InlineData("[|Console.WriteLine(pid.Task()?.Comm);\n    Thread.Sleep(10);\n    Console.WriteLine(pid.Task()?.Comm);|]")]
    [InlineData("Console.WriteLine(nameof(pid.Ta$$sk));")]
    [InlineData("[|\n    |]Console.WriteLine(pid.Task()?.Comm);")]
    [InlineData("var task = pid.Ta$$sk();\n    Thread.Sleep(10);\n    Console.WriteLine(task?.Comm);")]
    public Task NothingToProtectOrToHold(string statements) => Verify.OffersNothing(Method(statements));

    [Fact]
    public Task CallerHoldsTheSection() => Verify.OffersNothing(Module("""
        [RequiresReadLock]
        public string? NameOf(PidHandle pid) => pid.Ta$$sk()?.Comm;
        """));

    [Fact]
    public Task TaskIsReturned() => Verify.OffersNothing(Module("""
        public TaskStruct? Find(PidHandle pid) => pid.Ta$$sk();
        """));

    [Fact]
    public Task SectionAcrossAnAwait() => Verify.OffersNothing(Module("""
        public async Task Print(PidHandle pid)
        {
            [|Console.WriteLine(pid.Task()?.Comm);
            await Task.Yield();|]
        }
        """));
}
