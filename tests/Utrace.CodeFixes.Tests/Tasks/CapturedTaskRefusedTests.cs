using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a captured task where nobody could tell when to put the pid.</summary>
public class CapturedTaskRefusedTests
{
    [Fact]
    public Task HandlerThatRunsOften() => Verify.OffersNothing("""
        public sealed class Module
        {
            public void Run(TaskStruct task) => AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine({|UTR1003:task|}.Comm);
        }
        """);

    [Fact]
    public Task LambdaThatIsKept() => Verify.OffersNothing("""
        public sealed class Module
        {
            private readonly List<Action> _later = [];
            public void Run(TaskStruct task) => _later.Add(() => Console.WriteLine({|UTR1003:task|}.Comm));
        }
        """);

    [Fact]
    public Task RunThatMayBeCancelled() => Verify.OffersNothing("""
        public sealed class Module
        {
            public Task Run(TaskStruct task, CancellationToken cancellation) => Task.Run(() => Console.WriteLine({|UTR1003:task|}.Comm), cancellation);
        }
        """);

    [Fact]
    public Task ThreadThatMayNeverStart() => Verify.OffersNothing("""
        public sealed class Module
        {
            public Thread Make(TaskStruct task) => new Thread(() => Console.WriteLine({|UTR1003:task|}.Comm));
        }
        """);

    [Fact]
    public Task RunOnlySometimes() => Verify.OffersNothing("""
        public sealed class Module
        {
            public Task? Run(TaskStruct task, bool really) => really ? Task.Run(() => Console.WriteLine({|UTR1003:task|}.Comm)) : null;
        }
        """);

    [Fact]
    public Task RunAfterSomethingElse() => Verify.OffersNothing("""
        public sealed class Module
        {
            public void Run(TaskStruct task) => Wait(Next(), Task.Run(() => Console.WriteLine({|UTR1003:task|}.Comm)));

            private static int Next() => throw new InvalidOperationException();

            private static void Wait(int number, Task work) { }
        }
        """);

    [Fact]
    public Task LazyValue() => Verify.OffersNothing("""
        public sealed class Module
        {
            public Lazy<string> NameOf(TaskStruct task) => new Lazy<string>(() => {|UTR1003:task|}.Comm);
        }
        """);

    [Fact]
    public Task LambdaInALambda() => Verify.OffersNothing("""
        public sealed class Module
        {
            public void Run(TaskStruct task)
            {
                _ = Task.Run(() =>
                {
                    Action print = () => Console.WriteLine({|UTR1003:task|}.Comm);
                    print();
                    print();
                });
            }
        }
        """);

    [Fact]
    public Task TaskIsAssignedAgain() => Verify.OffersNothing("""
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    _ = Task.Run(() => Console.WriteLine({|UTR1003:task|}?.Comm));
                    task = null;
                }
            }
        }
        """);

    [Fact]
    public Task TaskIsHandedBack() => Verify.OffersNothing("""
        public sealed class Module
        {
            public Task<TaskStruct> Run(TaskStruct task) => Task.Run(() => {|UTR1003:task|});
        }
        """);

    [Fact]
    public Task LocalFunction() => Verify.OffersNothing("""
        public sealed class Module
        {
            public void Run(TaskStruct task)
            {
                _ = Task.Run(Print);

                void Print() => Console.WriteLine({|UTR1003:task|}.Comm);
            }
        }
        """);
}
