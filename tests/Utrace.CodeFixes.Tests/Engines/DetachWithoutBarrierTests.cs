using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Engines.DetachWithoutBarrierFix>;

namespace Utrace.CodeFixes.Tests.Engines;

/// <summary>UTR3008: the barrier comes before what the callback uses goes away.</summary>
public class DetachWithoutBarrierTests
{
    private static string Attached(string statements) =>
        Method("var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);\n" + statements);

    [Fact]
    public Task AnswerThatIsDiscarded() => Verify.Makes(
        Attached("""
            // Enough.
            _ = {|UTR3008:own.Control(pid, ResumeAction.Detach)|}; // no more
            own.Put();
            """),
        Attached("""
            // Enough.
            if (own.Control(pid, ResumeAction.Detach) == Errno.EINPROGRESS) // no more
                _ = own.Barrier(pid);
            own.Put();
            """));

    [Fact]
    public Task AnswerInALocal() => Verify.Makes(
        Attached("""
            var error = {|UTR3008:own.Control(pid, ResumeAction.Detach)|};
            own.Put();
            Console.WriteLine(error);
            """),
        Attached("""
            var error = own.Control(pid, ResumeAction.Detach);
            if (error == Errno.EINPROGRESS)
                _ = own.Barrier(pid);
            own.Put();
            Console.WriteLine(error);
            """));

    [Fact]
    public Task AnswerInALocalThatIsThereAlready() => Verify.Makes(
        Attached("""
            Errno error;
            error = {|UTR3008:own.Control(pid, ResumeAction.Detach)|};
            own.Put();
            Console.WriteLine(error);
            """),
        Attached("""
            Errno error;
            error = own.Control(pid, ResumeAction.Detach);
            if (error == Errno.EINPROGRESS)
                _ = own.Barrier(pid);
            own.Put();
            Console.WriteLine(error);
            """));

    [Fact]
    public Task AnswerThatIsAskedForSomethingElse() => Verify.Makes(
        Attached("""
            if ({|UTR3008:own.Control(pid, ResumeAction.Detach)|} != Errno.None)
                Console.WriteLine("not yet");
            own.Put();
            """),
        Attached("""
            if (own.Control(pid, ResumeAction.Detach) != Errno.None)
                Console.WriteLine("not yet");
            _ = own.Barrier(pid);
            own.Put();
            """));

    [Fact]
    public Task BarrierThatIsThereOnSomeWay() => Verify.Makes(
        Attached("""
            if ({|UTR3008:own.Control(pid, ResumeAction.Detach)|} is Errno.EINPROGRESS && nr > 0)
                _ = own.Barrier(pid);
            own.Put();
            """),
        Attached("""
            if (own.Control(pid, ResumeAction.Detach) is Errno.EINPROGRESS && nr > 0)
                _ = own.Barrier(pid);
            _ = own.Barrier(pid);
            own.Put();
            """));

    [Fact]
    public Task EngineHeldByUsing() => Verify.Makes(
        Method("""
            using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            _ = {|UTR3008:own.Control(pid, ResumeAction.Detach)|};
            """),
        Method("""
            using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            if (own.Control(pid, ResumeAction.Detach) == Errno.EINPROGRESS)
                _ = own.Barrier(pid);
            """));

    [Fact]
    public Task EngineHeldByUsingWhoseAnswerIsAsked() => Verify.Makes(
        Method("""
            using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            if ({|UTR3008:own.Control(pid, ResumeAction.Detach)|} == Errno.ESRCH)
                Console.WriteLine("gone");
            Console.WriteLine("done");
            """),
        Method("""
            using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            if (own.Control(pid, ResumeAction.Detach) == Errno.ESRCH)
                Console.WriteLine("gone");
            _ = own.Barrier(pid);
            Console.WriteLine("done");
            """));

    [Fact]
    public Task DetachAsTheBodyOfAUsing() => Verify.Makes(
        Method("""
            using (var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops))
                _ = {|UTR3008:own.Control(pid, ResumeAction.Detach)|};
            """),
        Method("""
            using (var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops))
            {
                if (own.Control(pid, ResumeAction.Detach) == Errno.EINPROGRESS)
                    _ = own.Barrier(pid);
            }
            """));

    [Fact]
    public Task TaskThatIsLookedUp() => Verify.Makes(
        Attached("""
            _ = {|UTR3008:own.Control(pid.Task(), ResumeAction.Detach)|};
            own.Put();
            """),
        Attached("""
            if (own.Control(pid.Task(), ResumeAction.Detach) == Errno.EINPROGRESS)
                _ = own.Barrier(pid.Task());
            own.Put();
            """));

    [Fact]
    public Task NamedArguments() => Verify.Makes(
        Attached("""
            _ = {|UTR3008:own.Control(action: ResumeAction.Detach, pid: pid)|};
            own.Put();
            """),
        Attached("""
            if (own.Control(action: ResumeAction.Detach, pid: pid) == Errno.EINPROGRESS)
                _ = own.Barrier(pid);
            own.Put();
            """));

    [Fact]
    public Task EngineThatMayBeNull() => Verify.Makes(
        Method("""
            UtraceEngine? own = nr > 0 ? engine.Get() : null;
            _ = {|UTR3008:own?.Control(pid, ResumeAction.Detach)|};
            own?.Put();
            """),
        Method("""
            UtraceEngine? own = nr > 0 ? engine.Get() : null;
            if (own?.Control(pid, ResumeAction.Detach) == Errno.EINPROGRESS)
                _ = own.Barrier(pid);
            own?.Put();
            """));

    [Fact]
    public Task FieldsOfACleanup() => Verify.Makes(
        """
        public sealed class Tracer : IDisposable
        {
            private readonly UtraceEngine _engine;
            private readonly PidHandle _pid;

            public Tracer(PidHandle pid, UtraceEngineOps ops)
            {
                _pid = pid.Get();
                _engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
            }

            public void Dispose()
            {
                _ = {|UTR3008:_engine.Control(_pid, ResumeAction.Detach)|};
                _engine.Put();
                _pid.Put();
            }
        }
        """,
        """
        public sealed class Tracer : IDisposable
        {
            private readonly UtraceEngine _engine;
            private readonly PidHandle _pid;

            public Tracer(PidHandle pid, UtraceEngineOps ops)
            {
                _pid = pid.Get();
                _engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
            }

            public void Dispose()
            {
                if (_engine.Control(_pid, ResumeAction.Detach) == Errno.EINPROGRESS)
                    _ = _engine.Barrier(_pid);
                _engine.Put();
                _pid.Put();
            }
        }
        """);

    [Fact]
    public Task AnswerOfASwitch() => Verify.Makes(
        Attached("""
            switch ({|UTR3008:own.Control(pid, ResumeAction.Detach)|})
            {
                case Errno.EINPROGRESS:
                    Console.WriteLine("not yet");
                    break;
            }
            own.Put();
            """),
        Attached("""
            switch (own.Control(pid, ResumeAction.Detach))
            {
                case Errno.EINPROGRESS:
                    Console.WriteLine("not yet");
                    break;
            }
            _ = own.Barrier(pid);
            own.Put();
            """));

    [Fact]
    public Task DetachOfAPrivateMethod_IsNotFixed() => Verify.OffersNothing(
        Module("""
            public void Run(PidHandle pid)
            {
                using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                {|UTR3008:Detach(own, pid)|};
            }

            private static void Detach(UtraceEngine engine, PidHandle pid) => _ = engine.Control(pid, ResumeAction.Detach);
            """));

    [Fact]
    public Task DetachInASection_IsNotFixed() => Verify.OffersNothing(
        Attached("""
            using (Rcu.EnterReadScope())
            {
                _ = {|UTR3008:own.Control(pid.Task(), ResumeAction.Detach)|};
                own.Put();
            }
            """));

    [Fact]
    public Task DetachInACallback_IsNotFixed() => Verify.OffersNothing(
        """
        public class Ops(PidHandle other) : UtraceEngineOps
        {
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs)
            {
                using var own = UtraceEngine.AttachPid(other, AttachFlags.Create, this);
                _ = {|UTR3008:own.Control(other, ResumeAction.Detach)|};
                return action;
            }
        }
        """);

    [Fact]
    public Task PidThatIsComputed_IsNotFixed() => Verify.OffersNothing(
        Attached("""
            var pids = new List<PidHandle> { pid };
            _ = {|UTR3008:own.Control(pids[nr], ResumeAction.Detach)|};
            own.Put();
            """));
}
