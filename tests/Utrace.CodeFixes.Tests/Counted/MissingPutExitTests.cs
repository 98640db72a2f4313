using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.MissingPutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2001, UTR3001 where the reference is handed on along some path: it is put on the others.</summary>
public class MissingPutExitTests
{
    [Fact]
    public Task ReturnedOnOnePath() => Verify.Makes(
        Module("""
            public PidHandle? Find(int nr)
            {
                var pid = {|UTR2001:_kernel.FindGetPid(nr)|};
                if (pid is null)
                    return null;
                if (pid.Number == 1)
                    return null;
                return pid;
            }
            """),
        Module("""
            public PidHandle? Find(int nr)
            {
                var pid = _kernel.FindGetPid(nr);
                if (pid is null)
                    return null;
                if (pid.Number == 1)
                {
                    pid.Put();
                    return null;
                }
                return pid;
            }
            """));

    [Fact]
    public Task StoredOnOnePath() => Verify.Makes(
        Module("""
            private UtraceEngine? _engine;

            public void Stop() => _engine?.Put();

            public int Start(PidHandle pid)
            {
                var engine = {|UTR3001:UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops)|};
                if (engine.SetEvents(pid, UtraceEvents.Exec) != Errno.None)
                {
                    // It is gone already.
                    return -1;
                }

                if (engine.Data is string)
                    throw new InvalidOperationException("attached before");
                _engine?.Put();
                _engine = engine;
                return 0;
            }
            """),
        Module("""
            private UtraceEngine? _engine;

            public void Stop() => _engine?.Put();

            public int Start(PidHandle pid)
            {
                var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                if (engine.SetEvents(pid, UtraceEvents.Exec) != Errno.None)
                {
                    engine.Put();
                    // It is gone already.
                    return -1;
                }

                if (engine.Data is string)
                {
                    engine.Put();
                    throw new InvalidOperationException("attached before");
                }
                _engine?.Put();
                _engine = engine;
                return 0;
            }
            """));

    [Fact]
    public Task StoredInABranchThatLeaves() => Verify.Makes(
        Module("""
            private PidHandle? _pid;

            public void Stop() => _pid?.Put();

            public void Start(int nr)
            {
                var pid = {|UTR2001:_kernel.FindGetPid(nr)|};
                if (pid is null)
                    return;
                if (pid.Number > 1)
                {
                    _pid?.Put();
                    _pid = pid;
                    return;
                }

                Console.WriteLine("init is not traced");
            }
            """),
        Module("""
            private PidHandle? _pid;

            public void Stop() => _pid?.Put();

            public void Start(int nr)
            {
                var pid = _kernel.FindGetPid(nr);
                if (pid is null)
                    return;
                if (pid.Number > 1)
                {
                    _pid?.Put();
                    _pid = pid;
                    return;
                }

                Console.WriteLine("init is not traced");
                pid.Put();
            }
            """));

    [Fact]
    public Task ResultIsReadBeforeThePut() => Verify.Makes(
        Module("""
            private PidHandle? _pid;

            public void Stop() => _pid?.Put();

            public int Start(int nr, bool keep)
            {
                var pid = {|UTR2001:_kernel.FindGetPid(nr)|} ?? throw new ArgumentException("none");
                if (!keep)
                    return pid.Number;
                _pid?.Put();
                _pid = pid;
                return 0;
            }
            """),
        Module("""
            private PidHandle? _pid;

            public void Stop() => _pid?.Put();

            public int Start(int nr, bool keep)
            {
                var pid = _kernel.FindGetPid(nr) ?? throw new ArgumentException("none");
                if (!keep)
                {
                    var result = pid.Number;
                    pid.Put();
                    return result;
                }
                _pid?.Put();
                _pid = pid;
                return 0;
            }
            """));

    [Fact]
    public Task HandedOnByAConstructorOfTheModule() => Verify.Makes(
        """
        public sealed class Session(PidHandle pid) : IDisposable
        {
            public void Dispose() => pid.Put();

            public static Session? Open(IUtraceKernel kernel, int nr)
            {
                var found = {|UTR2001:kernel.FindGetPid(nr)|};
                if (found is null)
                    return null;
                if (found.Number == 1)
                    return null;
                return new Session(found);
            }
        }

        """,
        """
        public sealed class Session(PidHandle pid) : IDisposable
        {
            public void Dispose() => pid.Put();

            public static Session? Open(IUtraceKernel kernel, int nr)
            {
                var found = kernel.FindGetPid(nr);
                if (found is null)
                    return null;
                if (found.Number == 1)
                {
                    found.Put();
                    return null;
                }
                return new Session(found);
            }
        }

        """);

    [Fact]
    public Task ExitThatIsAlsoReachedAfterHandingOn_OffersNothing() => Verify.OffersNothing(Module("""
        private PidHandle? _pid;

        public void Stop() => _pid?.Put();

        public void Start(int nr, bool keep)
        {
            var pid = {|UTR2001:_kernel.FindGetPid(nr)|};
            if (keep)
            {
                _pid?.Put();
                _pid = pid;
            }

            Console.WriteLine(nr);
        }
        """));

    [Theory]
    [InlineData("keep ? pid : null")]
    [InlineData("keep switch { true => pid, _ => null }")]
    [InlineData("!keep ? null : pid is { Number: > 1 } ? pid : null")]
    public Task ExitThatMayHandItOn_OffersNothing(string result) => Verify.OffersNothing(Module($$"""
        public PidHandle? Find(int nr, bool keep)
        {
            var pid = {|UTR2001:_kernel.FindGetPid(nr)|};
            return {{result}};
        }
        """));

    [Fact]
    public Task MixedWithABorrowedOne_OffersNothing() => Verify.OffersNothing(Method("""
        var used = nr > 0 ? {|UTR2001:_kernel.FindGetPid(nr)|} : pid;
        Console.WriteLine(used?.Number);
        """));

    [Fact]
    public Task PutInALambda_OffersNothing() => Verify.OffersNothing(Module("""
        public Action? Start(int nr)
        {
            var pid = {|UTR2001:_kernel.FindGetPid(nr)|};
            Action cleanup = () => pid?.Put();
            if (nr == 7)
                return null;
            return cleanup;
        }
        """));

    [Fact]
    public Task PutInAFinallyOnTheWayOut_OffersNothing() => Verify.OffersNothing(Module("""
        public PidHandle? Open(int nr, bool failed)
        {
            var found = {|UTR2001:_kernel.FindGetPid(nr)|};
            try
            {
                if (found is { Number: 1 })
                    return null;
                return {|UTR2003:found|};
            }
            finally
            {
                if (failed)
                    found?.Put();
            }
        }
        """));

    [Fact]
    public Task PutInAHandlerOnTheWayOut_OffersNothing() => Verify.OffersNothing(Module("""
        private PidHandle? _pid;

        public void Stop() => _pid?.Put();

        public void Open(int nr, bool keep)
        {
            var found = {|UTR2001:_kernel.FindGetPid(nr)|};
            try
            {
                if (nr == 7)
                    throw new InvalidOperationException("seven");
                _pid?.Put();
                _pid = found;
            }
            catch (InvalidOperationException) when (nr > 0)
            {
                if (keep)
                    found?.Put();
            }
        }
        """));

    [Fact]
    public Task LentToAConstructorThatTakesItsOwn() => Verify.Makes(
        """
        public sealed class Session(PidHandle lent) : IDisposable
        {
            private readonly PidHandle pid = lent.Get();

            public void Dispose() => pid.Put();

            public static Session? Open(IUtraceKernel kernel, int nr)
            {
                var found = {|UTR2001:kernel.FindGetPid(nr)|};
                return found is null ? null : new Session(found);
            }
        }

        """,
        """
        public sealed class Session(PidHandle lent) : IDisposable
        {
            private readonly PidHandle pid = lent.Get();

            public void Dispose() => pid.Put();

            public static Session? Open(IUtraceKernel kernel, int nr)
            {
                using var found = kernel.FindGetPid(nr);
                return found is null ? null : new Session(found);
            }
        }

        """);

    [Fact]
    public Task ResultThatTestsTheReference() => Verify.Makes(
        Module("""
            private PidHandle? _pid;

            public void Stop() => _pid?.Put();

            public string Describe(int nr, bool keep)
            {
                var found = {|UTR2001:_kernel.FindGetPid(nr)|};
                if (keep)
                {
                    _pid?.Put();
                    _pid = found;
                    return "kept";
                }
                return found is null ? "none" : found.Number.ToString();
            }
            """),
        Module("""
            private PidHandle? _pid;

            public void Stop() => _pid?.Put();

            public string Describe(int nr, bool keep)
            {
                var found = _kernel.FindGetPid(nr);
                if (keep)
                {
                    _pid?.Put();
                    _pid = found;
                    return "kept";
                }
                var result = found is null ? "none" : found.Number.ToString();
                found?.Put();
                return result;
            }
            """));
}
