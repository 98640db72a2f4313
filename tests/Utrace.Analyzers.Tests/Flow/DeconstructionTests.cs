namespace Utrace.Analyzers.Tests.Flow;

public sealed class DeconstructionTests
{
    [Fact]
    public Task TaskOutOfATupleAfterTheSection_Triggers() => Verify.Body("""
        TaskStruct? task;
        int number;
        using (Rcu.EnterReadScope())
            (task, number) = (pid.Task(), nr);
        Log(number);
        Use({|UTR1002:task|});
        """);

    [Fact]
    public Task TaskOutOfATupleInTheSection_DoesNotTrigger() => Verify.Body("""
        using var scope = Rcu.EnterReadScope();
        var (task, number) = (pid.Task(), nr);
        Use(task);
        Log(number);
        """);

    [Fact]
    public Task OtherElementOfTheTupleAfterTheSection_DoesNotTrigger() => Verify.Body("""
        TaskStruct? task;
        string name;
        using (Rcu.EnterReadScope())
            (task, name) = (pid.Task(), TaskStruct.Current.Comm);
        Log(name);
        """);

    [Fact]
    public Task LookupInATupleWithoutSection_Triggers() => Verify.Body("""
        var (task, number) = ({|UTR1001:pid.Task()|}, nr);
        Use(task);
        Log(number);
        """);

    [Fact]
    public Task BothReferencesOfATuplePut_DoesNotTrigger() => Verify.Body("""
        var (first, second) = (kernel.FindGetPid(1), kernel.FindGetPid(2));
        first?.Put();
        second?.Put();
        """);

    [Fact]
    public Task OneReferenceOfATupleNotPut_Triggers() => Verify.Body("""
        var (first, second) = (kernel.FindGetPid(1), {|UTR2001:kernel.FindGetPid(2)|});
        first?.Put();
        Log(second?.Number ?? 0);
        """);

    [Fact]
    public Task SwapByDeconstruction_DoesNotTrigger() => Verify.Body("""
        var first = kernel.FindGetPid(1);
        var second = kernel.FindGetPid(2);
        (first, second) = (second, first);
        first?.Put();
        second?.Put();
        """);

    [Fact]
    public Task SwapOfTwoTasks_TriggersForTheOneOfTheEndedSection() => Verify.Body("""
        TaskStruct? ended, current = TaskStruct.Current;
        using (Rcu.EnterReadScope())
            ended = pid.Task();
        (ended, current) = (current, ended);
        Use(ended);
        Use({|UTR1002:current|});
        """);

    [Fact]
    public Task DeconstructionIntoFields_DoesNotTrigger() => Verify.Members("""
        private PidHandle? first;
        private PidHandle? second;

        public Module(IUtraceKernel kernel) => (first, second) = (kernel.FindGetPid(1), kernel.FindGetPid(2));

        public void Stop()
        {
            first?.Put();
            second?.Put();
        }
        """);

    [Fact]
    public Task DeconstructedRecordOfLentReferences_DoesNotTrigger() => Verify.Source("""
        public sealed record Entry(int Number, PidHandle Pid);

        public static class Printer
        {
            public static void Print(Entry entry)
            {
                var (number, pid) = entry;
                Log(number + pid.Number);
            }
        }
        """);

    [Fact]
    public Task ConstructorThatDeconstructsIntoProperties_DoesNotTrigger() => Verify.Source("""
        public sealed class Pair : IDisposable
        {
            public Pair(PidHandle first, PidHandle second) => (First, Second) = (first, second);

            public PidHandle First { get; }

            public PidHandle Second { get; }

            public void Dispose()
            {
                First.Put();
                Second.Put();
            }

            public static Pair? Open(IUtraceKernel kernel)
            {
                var first = kernel.FindGetPid(1);
                if (first is null)
                    return null;
                var second = kernel.FindGetPid(2);
                if (second is null)
                {
                    first.Put();
                    return null;
                }
                return new Pair(first, second);
            }
        }
        """);
}
