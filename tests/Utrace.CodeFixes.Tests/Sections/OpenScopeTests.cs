using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.ReadSide.OpenSectionFix>;

namespace Utrace.CodeFixes.Tests.Sections;

/// <summary>UTR4001: scopes that are not disposed of, sections of a project's own, and helpers that open one for their callers.</summary>
public class OpenScopeTests
{
    private const string Own = """
        public static class Section
        {
            [AcquiresReadLock]
            public static void Enter(string why) => Rcu.ReadLock();

            [ReleasesReadLock]
            public static void Leave() => Rcu.ReadUnlock();
        }


        """;

    [Fact]
    public Task ScopeThatIsDisposedOfOnOneWay() => Verify.Mends(
        Method("""
            var scope = {|UTR4001:Rcu.EnterReadScope()|};
            if (pid.Task() is not { } task)
                return;
            Console.WriteLine(task.Comm);
            scope.Dispose();
            Console.WriteLine();
            """),
        Method("""
            using (var scope = Rcu.EnterReadScope())
            {
                if (pid.Task() is not { } task)
                    return;
                Console.WriteLine(task.Comm);
            }
            Console.WriteLine();
            """),
        RunMethod);

    [Fact]
    public Task ScopeThatIsNeverDisposedOf() => Verify.Makes(
        1,
        Method("""
            var scope = {|UTR4001:Rcu.EnterReadScope()|};
            Console.WriteLine(pid.Task()?.Comm);
            if (nr > 0)
                scope.Dispose();
            """),
        Method("""
            using var scope = Rcu.EnterReadScope();
            Console.WriteLine(pid.Task()?.Comm);
            """));

    [Fact]
    public Task ScopeOfTheProject() => Verify.Makes(
        """
        [ReadLockScope]
        public ref struct Section : IDisposable
        {
            public static Section Enter() => default;

            public void Dispose() { }
        }


        """ + Method("""
            var section = {|UTR4001:Section.Enter()|};
            Console.WriteLine(pid.Task()?.Comm);
            """),
        """
        [ReadLockScope]
        public ref struct Section : IDisposable
        {
            public static Section Enter() => default;

            public void Dispose() { }
        }


        """ + Method("""
            using (var section = Section.Enter())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            """));

    [Fact]
    public Task ScopeThatIsHandedOn_IsNotFixed() => Verify.OffersNothing(
        Method("""
            var scope = {|UTR4001:Rcu.EnterReadScope()|};
            if (pid.Task() is null)
                return;
            Close(scope);

            static void Close(Rcu.ReadScope scope) => scope.Dispose();
            """));

    [Fact]
    public Task MethodsOfTheProjectGetAFinally() => Verify.Makes(
        Own + Method("""
            {|UTR4001:Section.Enter("name")|};
            if (pid.Task() is not { } task)
                return;
            Console.WriteLine(task.Comm);
            Section.Leave();
            Console.WriteLine();
            """),
        Own + Method("""
            Section.Enter("name");
            try
            {
                if (pid.Task() is not { } task)
                    return;
                Console.WriteLine(task.Comm);
            }
            finally
            {
                Section.Leave();
            }
            Console.WriteLine();
            """));

    [Fact]
    public Task MethodOfTheProjectThatIsNeverUndone() => Verify.Makes(
        Own + Method("""
            {|UTR4001:Section.Enter("name")|};
            Console.WriteLine(pid.Task()?.Comm);
            """),
        Own + Method("""
            Section.Enter("name");
            try
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            finally
            {
                Section.Leave();
            }
            """));

    [Fact]
    public Task MethodOfTheProjectWithTwoThatUndoIt_IsNotFixed() => Verify.OffersNothing(
        """
        public static class Section
        {
            [AcquiresReadLock]
            public static void Enter() => Rcu.ReadLock();

            [ReleasesReadLock]
            public static void Leave() => Rcu.ReadUnlock();

            [ReleasesReadLock]
            public static void Abandon() => Rcu.ReadUnlock();
        }

        """ + Method("""
            {|UTR4001:Section.Enter()|};
            Console.WriteLine(pid.Task()?.Comm);
            """));

    [Fact]
    public Task HelperThatOpensForItsCallers() => Verify.Makes(
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                Enter();
                var name = pid.Task()?.Comm;
                Rcu.ReadUnlock();
                return name;
            }

            private static void Enter() => {|UTR4001:Rcu.ReadLock()|};
            """),
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                Enter();
                var name = pid.Task()?.Comm;
                Rcu.ReadUnlock();
                return name;
            }

            [AcquiresReadLock]
            private static void Enter() => Rcu.ReadLock();
            """));

    [Fact]
    public Task HelperWithMoreToDo() => Verify.Makes(
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                Enter();
                var name = pid.Task()?.Comm;
                Rcu.ReadUnlock();
                return name;
            }

            // Counts, too.
            private void Enter()
            {
                {|UTR4001:Rcu.ReadLock()|};
                _count++;
            }

            private int _count;
            """),
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                Enter();
                var name = pid.Task()?.Comm;
                Rcu.ReadUnlock();
                return name;
            }

            // Counts, too.
            [AcquiresReadLock]
            private void Enter()
            {
                Rcu.ReadLock();
                _count++;
            }

            private int _count;
            """));

    [Fact]
    public Task HelperThatOpensOnSomeWaysOnly_IsNotFixed() => Verify.OffersNothing(
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                Enter(pid);
                var name = {|UTR1001:pid.Task()|}?.Comm;
                {|UTR4002:Rcu.ReadUnlock()|};
                return name;
            }

            private static void Enter(PidHandle pid)
            {
                if (pid.Number > 1)
                    return;
                {|UTR4001:Rcu.ReadLock()|};
                Console.WriteLine(pid.Number);
            }
            """));

    [Fact]
    public Task PrivateMethodThatForgetsIt() => Verify.Makes(
        Module("""
            public string? CommandOf(PidHandle pid) => {|UTR4001:Name(pid)|};

            private static string? Name(PidHandle pid)
            {
                {|UTR4001:Rcu.ReadLock()|};
                return pid.Task()?.Comm;
            }
            """),
        Module("""
            public string? CommandOf(PidHandle pid) => Name(pid);

            private static string? Name(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    return pid.Task()?.Comm;
                }
            }
            """));
}
