namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1001: what declared contracts say of the section.</summary>
public sealed class SectionContractTests
{
    [Fact]
    public Task LookupInAMethodThatRequiresTheSection_DoesNotTrigger() => Verify.Members("""
        [RequiresReadLock]
        public string NameOf(PidHandle pid) => pid.Task()?.Comm ?? "gone";
        """);

    [Fact]
    public Task LookupInThePublicMethodWithoutThatContract_Triggers() => Verify.Members("""
        public string NameOf(PidHandle pid) => {|UTR1001:pid.Task()|}?.Comm ?? "gone";
        """);

    [Fact]
    public Task CallOfAMethodThatRequiresTheSection_Triggers() => Verify.Members("""
        [RequiresReadLock]
        public string NameOf(PidHandle pid) => pid.Task()?.Comm ?? "gone";

        public void Print(PidHandle pid) => Log({|UTR1001:NameOf(pid)|});
        """);

    [Fact]
    public Task CallOfAMethodThatRequiresTheSectionInASection_DoesNotTrigger() => Verify.Members("""
        [RequiresReadLock]
        public string NameOf(PidHandle pid) => pid.Task()?.Comm ?? "gone";

        public void Print(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                Log(NameOf(pid));
        }
        """);

    [Fact]
    public Task LookupInAPropertyThatRequiresTheSection_DoesNotTrigger() => Verify.Source("""
        public sealed class Target(PidHandle pid)
        {
            [RequiresReadLock]
            public TaskStruct? Task => pid.Task();
        }
        """);

    [Fact]
    public Task ReadOfAPropertyThatRequiresTheSection_Triggers() => Verify.Source("""
        public sealed class Target(PidHandle pid)
        {
            [RequiresReadLock]
            public TaskStruct? Task => pid.Task();

            public int Number => {|UTR1001:Task|}?.Pid ?? 0;
        }
        """);

    [Fact]
    public Task OverrideInheritsTheRequirement_DoesNotTrigger() => Verify.Source("""
        public abstract class Finder
        {
            [RequiresReadLock]
            public abstract TaskStruct? Find(PidHandle pid);
        }

        public sealed class LeaderFinder : Finder
        {
            public override TaskStruct? Find(PidHandle pid) => pid.Task()?.GroupLeader;
        }
        """);

    [Fact]
    public Task ImplementationInheritsTheRequirement_DoesNotTrigger() => Verify.Source("""
        public interface IFinder
        {
            [RequiresReadLock]
            TaskStruct? Find(PidHandle pid);
        }

        public sealed class ThreadFinder : IFinder
        {
            public TaskStruct? Find(PidHandle pid) => pid.Task();
        }

        public sealed class GroupFinder : IFinder
        {
            TaskStruct? IFinder.Find(PidHandle pid) => pid.Task(PidType.Tgid);
        }
        """);

    [Fact]
    public Task CallThroughTheInterfaceWithoutSection_Triggers() => Verify.Source("""
        public interface IFinder
        {
            [RequiresReadLock]
            TaskStruct? Find(PidHandle pid);
        }

        public static class Printer
        {
            public static void Print(IFinder finder, PidHandle pid) => Log({|UTR1001:finder.Find(pid)|}?.Pid ?? 0);
        }
        """);

    [Fact]
    public Task LookupAfterAssertReadLockHeld_DoesNotTrigger() => Verify.Body("""
        Rcu.AssertReadLockHeld();
        Use(pid.Task());
        """);

    [Fact]
    public Task LookupBeforeAssertReadLockHeld_Triggers() => Verify.Body("""
        Use({|UTR1001:pid.Task()|});
        Rcu.AssertReadLockHeld();
        """);

    [Fact]
    public Task LookupAfterAnAssertOnOneBranch_Triggers() => Verify.Body("""
        if (flag)
            Rcu.AssertReadLockHeld();
        Use({|UTR1001:pid.Task()|});
        """);

    [Fact]
    public Task LookupAfterAUsersOwnAssertion_DoesNotTrigger() => Verify.Members("""
        [AssertsReadLock]
        public static void MustBeInSection() => Rcu.AssertReadLockHeld();

        public void Print(PidHandle pid)
        {
            MustBeInSection();
            Log(pid.Task()?.Pid ?? 0);
        }
        """);

    [Fact]
    public Task LookupAfterAUsersOwnAcquire_DoesNotTrigger() => Verify.Members("""
        [AcquiresReadLock]
        public void Enter() => Rcu.ReadLock();

        [ReleasesReadLock]
        public void Leave() => Rcu.ReadUnlock();

        public void Print(PidHandle pid)
        {
            Enter();
            Log(pid.Task()?.Pid ?? 0);
            Leave();
        }
        """);

    [Fact]
    public Task LookupAfterAUsersOwnRelease_Triggers() => Verify.Members("""
        [AcquiresReadLock]
        public void Enter() => Rcu.ReadLock();

        [ReleasesReadLock]
        public void Leave() => Rcu.ReadUnlock();

        public void Print(PidHandle pid)
        {
            Enter();
            Leave();
            Log({|UTR1001:pid.Task()|}?.Pid ?? 0);
        }
        """);

    [Fact]
    public Task LookupInAUsersOwnScope_DoesNotTrigger() => Verify.Source("""
        public static class Section
        {
            public static Scope Enter() => default;

            [ReadLockScope]
            public ref struct Scope : IDisposable
            {
                public void Dispose() { }
            }
        }

        public static class Printer
        {
            public static void Print(PidHandle pid)
            {
                using (Section.Enter())
                    Use(pid.Task());
            }
        }
        """);

    [Fact]
    public Task LookupInTheUsingOfAnythingElse_Triggers() => Verify.Source("""
        public ref struct Stopwatch : IDisposable
        {
            public void Dispose() { }
        }

        public static class Printer
        {
            public static void Print(PidHandle pid)
            {
                using (new Stopwatch())
                    Use({|UTR1001:pid.Task()|});
            }
        }
        """);
}
