using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Engines.DroppedResultFix>;

namespace Utrace.CodeFixes.Tests.Engines;

/// <summary>UTR3007: where nothing may be thrown, or there is no room for it, the answer is discarded in words.</summary>
public class DroppedResultDiscardTests
{
    [Fact]
    public Task WayOutOfATry() => Verify.Makes(
        Method("""
            try
            {
                Console.WriteLine(nr);
            }
            finally
            {
                {|UTR3007:engine.Control(pid, ResumeAction.Resume)|};
            }
            """),
        Method("""
            try
            {
                Console.WriteLine(nr);
            }
            finally
            {
                _ = engine.Control(pid, ResumeAction.Resume);
            }
            """));

    [Fact]
    public Task Handler() => Verify.Makes(
        Method("""
            try
            {
                Console.WriteLine(nr);
            }
            catch (InvalidOperationException)
            {
                {|UTR3007:engine.Control(pid, ResumeAction.Resume)|};
                throw;
            }
            """),
        Method("""
            try
            {
                Console.WriteLine(nr);
            }
            catch (InvalidOperationException)
            {
                _ = engine.Control(pid, ResumeAction.Resume);
                throw;
            }
            """));

    [Fact]
    public Task Cleanup() => Verify.Makes(
        """
        public sealed class Tracer(UtraceEngine engine, PidHandle pid) : IDisposable
        {
            public void Dispose()
            {
                {|UTR3007:engine.Control(pid, ResumeAction.Resume)|};
                engine.Put();
                pid.Put();
            }
        }
        """,
        """
        public sealed class Tracer(UtraceEngine engine, PidHandle pid) : IDisposable
        {
            public void Dispose()
            {
                _ = engine.Control(pid, ResumeAction.Resume);
                engine.Put();
                pid.Put();
            }
        }
        """);

    [Fact]
    public Task Callback() => Verify.Makes(
        """
        public class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs)
            {
                {|UTR3007:engine.SetEvents(TaskStruct.Current, UtraceEvents.None)|};
                return action;
            }
        }
        """,
        """
        public class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs)
            {
                _ = engine.SetEvents(TaskStruct.Current, UtraceEvents.None);
                return action;
            }
        }
        """);

    [Fact]
    public Task BodyThatIsAnExpression() => Verify.Makes(
        Module("""
            public void Stop(UtraceEngine engine, PidHandle pid) => {|UTR3007:engine.Control(pid, ResumeAction.Stop)|};
            """),
        Module("""
            public void Stop(UtraceEngine engine, PidHandle pid) => _ = engine.Control(pid, ResumeAction.Stop);
            """));

    [Fact]
    public Task Lambda() => Verify.Makes(
        Method("""
            new[] { pid }.ToList().ForEach(one => {|UTR3007:engine.Control(one, ResumeAction.Stop)|});
            """),
        Method("""
            new[] { pid }.ToList().ForEach(one => _ = engine.Control(one, ResumeAction.Stop));
            """));

    [Fact]
    public Task StepOfALoop() => Verify.Makes(
        Method("""
            for (var i = 0; i < nr; {|UTR3007:engine.Control(pid, ResumeAction.Resume)|})
                i++;
            """),
        Method("""
            for (var i = 0; i < nr; _ = engine.Control(pid, ResumeAction.Resume))
                i++;
            """));

    [Fact]
    public Task AnswerThatIsNoErrorNumber() => Verify.Makes(
        Module("""
            [MustCheck]
            public bool Reset() => true;

            public void Run()
            {
                {|UTR3007:Reset()|};
            }
            """),
        Module("""
            [MustCheck]
            public bool Reset() => true;

            public void Run()
            {
                _ = Reset();
            }
            """));

    [Fact]
    public Task ThrowThatWouldLoseAReference() => Verify.Makes(
        Method("""
            var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            {|UTR3007:attached.SetEvents(pid, UtraceEvents.Exec)|};
            attached.Put();
            """),
        Method("""
            var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            _ = attached.SetEvents(pid, UtraceEvents.Exec);
            attached.Put();
            """));

    [Fact]
    public Task ParameterOfThatName_IsNotFixed() => Verify.OffersNothing(
        Module("""
            public void Stop(UtraceEngine engine, PidHandle pid, Errno _) => {|UTR3007:engine.Control(pid, ResumeAction.Stop)|};
            """));

    [Fact]
    public Task LocalThatIsWrittenAgainInACleanup() => Verify.Makes(
        Method("""
            Errno answer;
            try
            {
                Console.WriteLine(nr);
            }
            finally
            {
                answer = {|UTR3007:engine.Control(pid, ResumeAction.Resume)|};
            }
            """),
        Method("""
            Errno answer;
            try
            {
                Console.WriteLine(nr);
            }
            finally
            {
                _ = engine.Control(pid, ResumeAction.Resume);
            }
            """));
}
