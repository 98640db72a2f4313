using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Engines.DroppedResultFix>;

namespace Utrace.CodeFixes.Tests.Engines;

/// <summary>UTR3007: the answer is asked for; a failure is returned or thrown.</summary>
public class DroppedResultTests
{
    [Fact]
    public Task EventsThatMayNotBeSet() => Verify.Makes(
        Method("""
            {|UTR3007:engine.SetEvents(pid, UtraceEvents.SyscallEntry)|};
            Console.WriteLine();
            """),
        Method("""
            if (engine.SetEvents(pid, UtraceEvents.SyscallEntry) is not (Errno.None or Errno.EINPROGRESS) and var error)
                throw new UtraceException(error);
            Console.WriteLine();
            """));

    [Fact]
    public Task StopThatMayNotBeDoneYet() => Verify.Makes(
        Method("""
            {|UTR3007:engine.Control(pid, ResumeAction.Stop)|}; // and wait
            """),
        Method("""
            if (engine.Control(pid, ResumeAction.Stop) is not (Errno.None or Errno.EINPROGRESS) and var error) // and wait
                throw new UtraceException(error);
            """));

    [Fact]
    public Task ResumeIsDoneOrNot() => Verify.Makes(
        Method("""
            {|UTR3007:engine.Control(pid, ResumeAction.Resume)|};
            """),
        Method("""
            if (engine.Control(pid, ResumeAction.Resume) is not (Errno.None or Errno.ESRCH) and var error)
                throw new UtraceException(error);
            """));

    [Fact]
    public Task BarrierOnWhatIsGone() => Verify.Makes(
        Method("""
            {|UTR3007:engine.Barrier(pid)|};
            """),
        Method("""
            if (engine.Barrier(pid) is not (Errno.None or Errno.ESRCH) and var error)
                throw new UtraceException(error);
            """));

    [Fact]
    public Task DetachIsWaitedFor() => Verify.Makes(
        Method("""
            {|UTR3007:engine.Control(pid, ResumeAction.Detach)|};
            """),
        Method("""
            if (engine.Control(pid, ResumeAction.Detach) == Errno.EINPROGRESS)
                _ = engine.Barrier(pid);
            """));

    [Fact]
    public Task TwoInOneMethod() => Verify.Makes(
        Method("""
            {|UTR3007:engine.SetEvents(pid, UtraceEvents.Exec)|};
            {|UTR3007:engine.Control(pid, ResumeAction.Resume)|};
            """),
        Method("""
            if (engine.SetEvents(pid, UtraceEvents.Exec) is not (Errno.None or Errno.EINPROGRESS) and var error)
                throw new UtraceException(error);
            if (engine.Control(pid, ResumeAction.Resume) is not (Errno.None or Errno.ESRCH) and var error2)
                throw new UtraceException(error2);
            """));

    [Fact]
    public Task StatementBelowAnIf() => Verify.Makes(
        Method("""
            if (nr > 0)
                {|UTR3007:engine.SetEvents(pid, UtraceEvents.Exec)|};
            else
                Console.WriteLine();
            """),
        Method("""
            if (nr > 0)
            {
                if (engine.SetEvents(pid, UtraceEvents.Exec) is not (Errno.None or Errno.EINPROGRESS) and var error)
                    throw new UtraceException(error);
            }
            else
                Console.WriteLine();
            """));

    [Fact]
    public Task LocalThatNobodyReads() => Verify.Makes(
        Method("""
            var answer = {|UTR3007:engine.SetEvents(pid, UtraceEvents.Exec)|};
            Console.WriteLine();
            """),
        Method("""
            var answer = engine.SetEvents(pid, UtraceEvents.Exec);
            if (answer is not (Errno.None or Errno.EINPROGRESS))
                throw new UtraceException(answer);
            Console.WriteLine();
            """));

    [Fact]
    public Task LocalOfAStopThatNobodyReads() => Verify.Makes(
        Method("""
            Errno answer;
            answer = {|UTR3007:engine.Control(pid, ResumeAction.Stop)|};
            """),
        Method("""
            Errno answer;
            answer = engine.Control(pid, ResumeAction.Stop);
            if (answer is not (Errno.None or Errno.EINPROGRESS))
                throw new UtraceException(answer);
            """));

    [Fact]
    public Task MethodThatAnswersItself() => Verify.Makes(
        Module("""
            public Errno Start(UtraceEngine engine, PidHandle pid)
            {
                {|UTR3007:engine.SetEvents(pid, UtraceEvents.Exec)|};
                return engine.Control(pid, ResumeAction.Resume);
            }
            """),
        Module("""
            public Errno Start(UtraceEngine engine, PidHandle pid)
            {
                if (engine.SetEvents(pid, UtraceEvents.Exec) is not (Errno.None or Errno.EINPROGRESS) and var error)
                    return error;
                return engine.Control(pid, ResumeAction.Resume);
            }
            """));

    [Fact]
    public Task AnswerThatIsAwaited() => Verify.Makes(
        Module("""
            [MustCheck]
            private static Task<Errno> AskAsync() => Task.FromResult(Errno.None);

            public async Task RunAsync()
            {
                await {|UTR3007:AskAsync()|}.ConfigureAwait(false);
            }
            """),
        Module("""
            [MustCheck]
            private static Task<Errno> AskAsync() => Task.FromResult(Errno.None);

            public async Task RunAsync()
            {
                if (await AskAsync().ConfigureAwait(false) is not Errno.None and var error)
                    throw new UtraceException(error);
            }
            """));

    [Fact]
    public Task EngineThatMayBeNull() => Verify.Makes(
        Module("""
            public void Stop(UtraceEngine? maybe, PidHandle pid)
            {
                {|UTR3007:maybe?.SetEvents(pid, UtraceEvents.Exec)|};
            }
            """),
        Module("""
            public void Stop(UtraceEngine? maybe, PidHandle pid)
            {
                if (maybe?.SetEvents(pid, UtraceEvents.Exec) is { } error and not (Errno.None or Errno.EINPROGRESS))
                    throw new UtraceException(error);
            }
            """));

    [Fact]
    public Task DiscardAsTheSecondChoice() => Verify.Makes(
        1,
        Method("""
            {|UTR3007:engine.Control(pid, ResumeAction.Stop)|};
            """),
        Method("""
            _ = engine.Control(pid, ResumeAction.Stop);
            """));

    [Fact]
    public Task DiscardInThePlaceOfALocal() => Verify.Makes(
        1,
        Method("""
            Errno answer = {|UTR3007:engine.SetEvents(pid, UtraceEvents.Exec)|};
            """),
        Method("""
            _ = engine.SetEvents(pid, UtraceEvents.Exec);
            """));
}
