using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Refactorings.Refactor<Utrace.CodeFixes.Refactorings.RequireReadLock>;

namespace Utrace.CodeFixes.Tests.Refactorings;

/// <summary>"Annotate with [RequiresReadLock]".</summary>
public class RequireReadLockTests
{
    private const string Title = "Annotate with [RequiresReadLock]";

    [Fact]
    public Task MethodThatReturnsItsLookup() => Verify.Makes(
        Title,
        Module("""
            public TaskStruct? Fi$$nd(PidHandle pid) => pid.Task();
            """),
        Module("""
            [RequiresReadLock]
            public TaskStruct? Find(PidHandle pid) => pid.Task();
            """));

    [Fact]
    public Task MethodWithCommentsAndAttributes() => Verify.Makes(
        Title,
        Module("""
            /// <summary>Finds it.</summary>
            [Obsolete("Ask for the pid.")]
            public string? Name$$Of(PidHandle pid)
            {
                var task = pid.Task();
                return task?.Comm;
            }
            """),
        Module("""
            /// <summary>Finds it.</summary>
            [Obsolete("Ask for the pid.")]
            [RequiresReadLock]
            public string? NameOf(PidHandle pid)
            {
                var task = pid.Task();
                return task?.Comm;
            }
            """));

    [Fact]
    public Task Property() => Verify.Makes(
        Title,
        Module("""
            private readonly PidHandle _pid = null!;

            public TaskStruct? Tar$$get => _pid.Task();
            """),
        Module("""
            private readonly PidHandle _pid = null!;

            [RequiresReadLock]
            public TaskStruct? Target => _pid.Task();
            """));

    [Fact]
    public Task Getter() => Verify.Makes(
        Title,
        Module("""
            private readonly PidHandle _pid = null!;

            public int [|Group|] { get { return _pid.Task()?.Tgid ?? 0; } }
            """),
        Module("""
            private readonly PidHandle _pid = null!;

            [RequiresReadLock]
            public int Group { get { return _pid.Task()?.Tgid ?? 0; } }
            """));

    [Fact]
    public Task MethodWithASectionForOneOfTwoLookups() => Verify.Makes(
        Title,
        Module("""
            public bool Are$$Related(PidHandle one, PidHandle other)
            {
                using (Rcu.EnterReadScope())
                    Console.WriteLine(one.Task()?.Comm);
                return one.Task()?.RealParent == other.Task()?.RealParent;
            }
            """),
        Module("""
            [RequiresReadLock]
            public bool AreRelated(PidHandle one, PidHandle other)
            {
                using (Rcu.EnterReadScope())
                    Console.WriteLine(one.Task()?.Comm);
                return one.Task()?.RealParent == other.Task()?.RealParent;
            }
            """));

    [Fact]
    public Task NameThatIsNotImported() => Verify.Makes(
        Title,
        """
        namespace Other
        {
            public static class RequiresReadLockAttribute { }
        }

        namespace Mine
        {
            using Other;

            public static class Finder
            {
                public static string? Name$$Of(PidHandle pid) => pid.Task()?.Comm;
            }
        }

        """,
        """
        namespace Other
        {
            public static class RequiresReadLockAttribute { }
        }

        namespace Mine
        {
            using Other;

            public static class Finder
            {
                [global::Utrace.Contracts.RequiresReadLock]
                public static string? NameOf(PidHandle pid) => pid.Task()?.Comm;
            }
        }

        """);

    [Theory]
    [InlineData("[RequiresReadLock] public TaskStruct? Fi$$nd(PidHandle pid) => pid.Task();")]
    [InlineData("public string? Fi$$nd(PidHandle pid) { using (Rcu.EnterReadScope()) return pid.Task()?.Comm; }")]
    [InlineData("public int Numb$$er(PidHandle pid) => pid.Number;")]
    [InlineData("public async Task<int> Fi$$nd(PidHandle pid) { await Task.Yield(); return pid.Task()?.Pid ?? 0; }")]
    [InlineData("public IEnumerable<int> Fi$$nd(PidHandle pid) { yield return pid.Task()?.Pid ?? 0; }")]
    [InlineData("public int Fi$$nd(PidHandle pid) { Thread.Sleep(1); return pid.Task()?.Pid ?? 0; }")]
    [InlineData("public Func<int> Fi$$nd(PidHandle pid) => () => pid.Task()?.Pid ?? 0;")]
    [InlineData("public string? Find(PidHandle pid) { return pid.Ta$$sk()?.Comm; }")]
    [InlineData("public void Dispo$$se() => Console.WriteLine(_kernel.FindGetPid(1)?.Task()?.Comm);")]
    [InlineData("public override string To$$String() => TaskStruct.Current.RealParent?.Comm ?? \"\";")]
    public Task MethodThatNeedsNoneOrCanNotAsk(string member) => Verify.OffersNothing(Module(member));

    [Fact]
    public Task ImplementationOfAnInterface() => Verify.OffersNothing("""
        public interface IFinder
        {
            string? NameOf(PidHandle pid);
        }

        public sealed class Finder : IFinder
        {
            public string? Name$$Of(PidHandle pid) => pid.Task()?.Comm;
        }
        """);
}
