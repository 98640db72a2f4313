using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Engines.UnreportedEventsFix>;

namespace Utrace.CodeFixes.Tests.Engines;

/// <summary>UTR3010: actions that need Quiesce.</summary>
public class MissingQuiesceTests
{
    [Fact]
    public Task AddedToWhatIsAskedForAbove() => Verify.Makes(
        Method("""
            _ = engine.SetEvents(pid, UtraceEvents.Exec);
            _ = engine.Control(pid, {|UTR3010:ResumeAction.SingleStep|});
            """),
        Method("""
            _ = engine.SetEvents(pid, UtraceEvents.Exec | UtraceEvents.Quiesce);
            _ = engine.Control(pid, ResumeAction.SingleStep);
            """));

    [Fact]
    public Task InThePlaceOfNone() => Verify.Makes(
        Method("""
            _ = engine.SetEvents(pid, UtraceEvents.None);
            _ = engine.Control(pid, {|UTR3010:ResumeAction.Report|});
            """),
        Method("""
            _ = engine.SetEvents(pid, UtraceEvents.Quiesce);
            _ = engine.Control(pid, ResumeAction.Report);
            """));

    [Fact]
    public Task AddedToTheLastRequest() => Verify.Makes(
        Method("""
            _ = engine.SetEvents(pid, UtraceEvents.Exec);
            _ = engine.SetEvents(pid, UtraceEvents.Exec | UtraceEvents.Clone);
            if (engine.Control(pid, {|UTR3010:ResumeAction.BlockStep|}) != Errno.None)
                return;
            """),
        Method("""
            _ = engine.SetEvents(pid, UtraceEvents.Exec);
            _ = engine.SetEvents(pid, UtraceEvents.Exec | UtraceEvents.Clone | UtraceEvents.Quiesce);
            if (engine.Control(pid, ResumeAction.BlockStep) != Errno.None)
                return;
            """));

    [Fact]
    public Task AddedToAConstant() => Verify.Makes(
        Module("""
            private const UtraceEvents Wanted = UtraceEvents.Exec | UtraceEvents.Clone;

            public Errno Step(UtraceEngine engine, PidHandle pid)
            {
                var error = engine.SetEvents(pid, Wanted);
                return error == Errno.None ? engine.Control(pid, {|UTR3010:ResumeAction.SingleStep|}) : error;
            }
            """),
        Module("""
            private const UtraceEvents Wanted = UtraceEvents.Exec | UtraceEvents.Clone;

            public Errno Step(UtraceEngine engine, PidHandle pid)
            {
                var error = engine.SetEvents(pid, Wanted | UtraceEvents.Quiesce);
                return error == Errno.None ? engine.Control(pid, ResumeAction.SingleStep) : error;
            }
            """));

    [Fact]
    public Task AskedForAbove() => Verify.Makes(
        Method("""
            using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            _ = own.Control(pid, {|UTR3010:ResumeAction.SingleStep|});
            """),
        Method("""
            using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            if (own.SetEvents(pid, UtraceEvents.Quiesce) is not Errno.None and var error)
                throw new UtraceException(error);
            _ = own.Control(pid, ResumeAction.SingleStep);
            """));

    [Fact]
    public Task AskedForAboveAndReturned() => Verify.Makes(
        Module("""
            public Errno Step(PidHandle pid)
            {
                using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                return own.Control(pid, {|UTR3010:ResumeAction.SingleStep|});
            }
            """),
        Module("""
            public Errno Step(PidHandle pid)
            {
                using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                if (own.SetEvents(pid, UtraceEvents.Quiesce) is not Errno.None and var error)
                    return error;
                return own.Control(pid, ResumeAction.SingleStep);
            }
            """));

    [Fact]
    public Task RequestUnderACondition_IsNotFixed() => Verify.OffersNothing(
        Method("""
            using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            if (nr > 0 && own.SetEvents(pid, UtraceEvents.Quiesce) != Errno.None)
                return;
            _ = own.Control(pid, {|UTR3010:ResumeAction.Report|});
            """));

    [Fact]
    public Task CallBehindACondition_IsNotFixed() => Verify.OffersNothing(
        Method("""
            using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            if (nr > 0 && own.Control(pid, {|UTR3010:ResumeAction.Report|}) == Errno.None)
                Console.WriteLine();
            """));

    [Fact]
    public Task ReturnThatWouldLoseTheEngine_IsNotFixed() => Verify.OffersNothing(
        Module("""
            public Errno Step(PidHandle pid)
            {
                var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                var error = own.Control(pid, {|UTR3010:ResumeAction.SingleStep|});
                own.Put();
                return error;
            }
            """));
}
