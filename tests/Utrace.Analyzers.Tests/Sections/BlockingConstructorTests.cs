namespace Utrace.Analyzers.Tests.Sections;

/// <summary>UTR4003 and UTR1004: a constructor that sleeps sleeps where its object is made.</summary>
public sealed class BlockingConstructorTests
{
    [Fact]
    public Task ConstructorThatSleeps_TriggersWhereTheObjectIsMade() => Verify.Source("""
        internal sealed class Slow
        {
            public Slow() => Thread.Sleep(1);
        }

        internal static class Module
        {
            public static void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                Log({|UTR4003:new Slow()|}.GetHashCode());
                Use({|UTR1004:task|});
            }
        }
        """);

    [Fact]
    public Task ConstructorThatTouchesLifetimesAndSleeps_TriggersWhereTheObjectIsMade() => Verify.Source("""
        internal sealed class Slow
        {
            private readonly int number;

            public Slow(PidHandle pid)
            {
                number = pid.Number;
                Thread.Sleep(1);
            }

            public int Number => number;
        }

        internal static class Module
        {
            public static void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                Log({|UTR4003:new Slow(pid)|}.Number);
            }
        }
        """);

    [Fact]
    public Task ConstructorOfTheBase_Triggers() => Verify.Source("""
        internal class Slow
        {
            protected Slow(PidHandle pid)
            {
                Use(pid);
                Thread.Sleep(1);
            }
        }

        internal sealed class Slower : Slow
        {
            public Slower(PidHandle pid) : base(pid)
            {
            }
        }

        internal static class Module
        {
            public static void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                Log({|UTR4003:new Slower(pid)|}.GetHashCode());
            }
        }
        """);

    [Fact]
    public Task ConstructorWithASectionOfItsOwn_IsToldInside() => Verify.Source("""
        internal sealed class Slow
        {
            public Slow(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                Use(pid.Task());
                {|UTR4003:Thread.Sleep(1)|};
            }
        }

        internal static class Module
        {
            public static void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    Use(pid.Task());
                Log(new Slow(pid).GetHashCode());
            }
        }
        """);

    [Fact]
    public Task ConstructorThatOnlyStartsSomething_DoesNotTrigger() => Verify.Source("""
        internal sealed class Quick
        {
            private readonly Task work;

            public Quick(PidHandle pid)
            {
                Use(pid);
                work = Task.Run(() => Thread.Sleep(1));
            }

            public Task Work => work;
        }

        internal static class Module
        {
            public static void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                Log(new Quick(pid).Work.IsCompleted);
                Use(task);
            }
        }
        """);

    [Fact]
    public Task ObjectMadeOutsideTheSection_DoesNotTrigger() => Verify.Source("""
        internal sealed class Slow
        {
            public Slow(PidHandle pid)
            {
                Use(pid);
                Thread.Sleep(1);
            }
        }

        internal static class Module
        {
            public static void Run(PidHandle pid)
            {
                var slow = new Slow(pid);
                using var scope = Rcu.EnterReadScope();
                Use(pid.Task());
                Log(slow.GetHashCode());
            }
        }
        """);
}
