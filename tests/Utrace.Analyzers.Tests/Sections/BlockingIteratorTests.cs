namespace Utrace.Analyzers.Tests.Sections;

/// <summary>UTR4003 and UTR1004: what an iterator does, it does when somebody goes through it.</summary>
public sealed class BlockingIteratorTests
{
    private const string Slowly = """
        private static IEnumerable<int> Slowly()
        {
            Thread.Sleep(1);
            yield return 1;
            yield return 2;
        }

        """;

    [Fact]
    public Task LoopInASection_TriggersAtWhatItGoesThrough() => Verify.Members(Slowly + """
        public void Run()
        {
            using var scope = Rcu.EnterReadScope();
            foreach (var number in {|UTR4003:Slowly()|})
                Log(number);
        }
        """);

    [Fact]
    public Task LoopOverAVariable_TriggersAtTheVariable() => Verify.Members(Slowly + """
        public void Run()
        {
            var numbers = Slowly();
            using var scope = Rcu.EnterReadScope();
            foreach (var number in {|UTR4003:numbers|})
                Log(number);
        }
        """);

    [Fact]
    public Task SleepBehindTheYield_Triggers() => Verify.Members("""
        private static IEnumerable<int> Slowly()
        {
            yield return 1;
            Thread.Sleep(1);
        }

        public void Run()
        {
            Rcu.ReadLock();
            foreach (var number in {|UTR4003:Slowly()|})
                Log(number);
            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task IteratorThatTouchesLifetimes_Triggers() => Verify.Members("""
        private static IEnumerable<int> Slowly(PidHandle pid)
        {
            yield return pid.Number;
            Thread.Sleep(1);
        }

        public void Run(PidHandle pid)
        {
            Rcu.ReadLock();
            foreach (var number in {|UTR4003:Slowly(pid)|})
                Log(number);
            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task QueryThatGoesThrough_Triggers() => Verify.Members(Slowly + """
        public void Run()
        {
            var even = Slowly().Where(number => number % 2 == 0);
            using var scope = Rcu.EnterReadScope();
            Log({|UTR4003:even.Count()|});
            Log({|UTR4003:new List<int>(Slowly())|}.Count);
            Log({|UTR4003:string.Join(", ", Slowly())|});
        }
        """);

    [Fact]
    public Task SpreadOfASequence_Triggers() => Verify.Members(Slowly + """
        public void Run()
        {
            var numbers = Slowly();
            using var scope = Rcu.EnterReadScope();
            int[] all = [0, .. {|UTR4003:Slowly()|}, .. {|UTR4003:numbers|}];
            Log(all.Length);
        }
        """);

    [Fact]
    public Task HelperThatGoesThrough_TriggersAtItsCall() => Verify.Members(Slowly + """
        private static int Sum()
        {
            var sum = 0;
            foreach (var number in Slowly())
                sum += number;
            return sum;
        }

        private static int SumOf(PidHandle pid) => pid.Number + Slowly().Sum();

        public void Run(PidHandle pid)
        {
            using var scope = Rcu.EnterReadScope();
            Log({|UTR4003:Sum()|});
            Log({|UTR4003:SumOf(pid)|});
        }
        """);

    [Fact]
    public Task LocalFunction_TriggersAtWhatGoesThroughIt() => Verify.Members("""
        public void Run()
        {
            using var scope = Rcu.EnterReadScope();
            foreach (var number in {|UTR4003:Slowly()|})
                Log(number);

            static IEnumerable<int> Slowly()
            {
                Thread.Sleep(1);
                yield return 1;
            }
        }
        """);

    [Fact]
    public Task IteratorOverAnIterator_Triggers() => Verify.Members(Slowly + """
        private static IEnumerable<int> Doubled()
        {
            foreach (var number in Slowly())
                yield return 2 * number;
        }

        public void Run()
        {
            using var scope = Rcu.EnterReadScope();
            foreach (var number in {|UTR4003:Doubled()|})
                Log(number);
        }
        """);

    [Fact]
    public Task TaskUsedAfterTheLoop_IsBroken() => Verify.Members("""
        private static IEnumerable<int> Slowly()
        {
            Thread.Sleep(1);
            yield return 1;
        }

        public void Run(PidHandle pid)
        {
            using var scope = Rcu.EnterReadScope();
            if (pid.Task() is not { } task)
                return;
            Use(task);
            foreach (var number in {|UTR4003:Slowly()|})
                Log(number);
            Use({|UTR1004:task|});
        }
        """);

    [Fact]
    public Task CallbackThatGoesThrough_Triggers() => Verify.Source("""
        internal sealed class Ops : UtraceEngineOps
        {
            private static IEnumerable<int> Slowly()
            {
                Thread.Sleep(1);
                yield return 1;
            }

            public override void ReportReap(UtraceEngine engine, TaskStruct task)
            {
                foreach (var number in {|UTR5001:Slowly()|})
                    Log(number);
            }
        }
        """);

    [Fact]
    public Task IteratorThatIsOnlyMade_DoesNotTrigger() => Verify.Members(Slowly + """
        private IEnumerable<int>? kept;

        public IEnumerable<int> Run(PidHandle pid)
        {
            using var scope = Rcu.EnterReadScope();
            var task = pid.Task();
            var numbers = Slowly();
            kept = Slowly().Select(number => number + 1);
            Use(task);
            return numbers;
        }
        """);

    [Fact]
    public Task LocalFunctionThatIsOnlyCalled_DoesNotTrigger() => Verify.Members("""
        public IEnumerable<int> Run(PidHandle pid)
        {
            using var scope = Rcu.EnterReadScope();
            if (pid.Task() is not { } task)
                return [];
            var numbers = Slowly();
            Use(task);
            return numbers;

            static IEnumerable<int> Slowly()
            {
                Thread.Sleep(1);
                yield return 1;
            }
        }
        """);

    [Fact]
    public Task SectionThatTheIteratorLeavesOpen_IsNotSleptIn() => Verify.Members("""
        private static IEnumerable<int> Slowly(PidHandle pid)
        {
            Thread.Sleep(1);
            {|UTR4001:Rcu.ReadLock()|};
            {|UTR4003:yield return pid.Number;|}
        }

        public void Run(PidHandle pid)
        {
            foreach (var number in {|UTR4001:Slowly(pid)|})
                Log(number);
        }
        """);

    [Fact]
    public Task LoopBehindTheSection_DoesNotTrigger() => Verify.Members(Slowly + """
        public void Run(PidHandle pid)
        {
            IEnumerable<int> numbers;
            using (Rcu.EnterReadScope())
            {
                numbers = Slowly();
                Use(pid.Task());
            }

            foreach (var number in numbers)
                Log(number);
            Log(numbers.Count());
        }
        """);

    [Fact]
    public Task IteratorThatDoesNotSleep_DoesNotTrigger() => Verify.Members("""
        private static IEnumerable<int> Numbers(PidHandle pid)
        {
            yield return pid.Number;
            yield return 2;
        }

        public void Run(PidHandle pid)
        {
            using var scope = Rcu.EnterReadScope();
            var task = pid.Task();
            foreach (var number in Numbers(pid))
                Log(number);
            Log(Numbers(pid).Count());
            Use(task);
        }
        """);

    [Fact]
    public Task OtherSequenceInTheSameVariable_DoesNotTrigger() => Verify.Members(Slowly + """
        public void Run()
        {
            var numbers = Slowly();
            Log(numbers.Count());
            numbers = [1, 2];
            using var scope = Rcu.EnterReadScope();
            foreach (var number in numbers)
                Log(number);
        }
        """);

    [Fact]
    public Task MembersThatStartNothing_DoNotTrigger() => Verify.Members(Slowly + """
        public void Run()
        {
            using var scope = Rcu.EnterReadScope();
            var numbers = Slowly();
            Log(numbers.GetHashCode());
            Log(numbers.Equals(null));
            Log(numbers is ICollection<int>);
            Log(nameof(Slowly));
            var query = from number in numbers where number > 1 select number;
            Log(ReferenceEquals(query, numbers));
        }
        """);
}
