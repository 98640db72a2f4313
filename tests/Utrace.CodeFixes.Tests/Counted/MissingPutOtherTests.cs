using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.MissingPutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2001, UTR3001 where <c>using</c> can not serve.</summary>
public class MissingPutOtherTests
{
    [Fact]
    public Task OutVariableBehindAGuard() => Verify.Makes(
        Module("""
            public bool Stop(PidHandle pid)
            {
                if (!UtraceEngine.TryAttachPid(pid, AttachFlags.None, _ops, null, out {|UTR3001:var engine|}, out _))
                    return false;
                if (engine.Control(pid, ResumeAction.Stop) != Errno.None)
                    return false;
                engine.Put();
                return true;
            }
            """),
        Module("""
            public bool Stop(PidHandle pid)
            {
                if (!UtraceEngine.TryAttachPid(pid, AttachFlags.None, _ops, null, out var engine, out _))
                    return false;
                try
                {
                    if (engine.Control(pid, ResumeAction.Stop) != Errno.None)
                        return false;
                    return true;
                }
                finally
                {
                    engine.Put();
                }
            }
            """));

    [Fact]
    public Task OutVariableInABranch() => Verify.Makes(
        Method("""
            if (UtraceEngine.TryAttachPid(pid, AttachFlags.None, _ops, null, out {|UTR3001:var attached|}, out _))
            {
                if (attached.Control(pid, ResumeAction.Stop) != Errno.None)
                    return;
                attached.Put();
            }
            Console.WriteLine(nr);
            """),
        Method("""
            if (UtraceEngine.TryAttachPid(pid, AttachFlags.None, _ops, null, out var attached, out _))
            {
                try
                {
                    if (attached.Control(pid, ResumeAction.Stop) != Errno.None)
                        return;
                }
                finally
                {
                    attached.Put();
                }
            }
            Console.WriteLine(nr);
            """));

    [Fact]
    public Task PatternVariable() => Verify.Makes(
        Method("""
            if ({|UTR2001:_kernel.FindGetPid(nr)|} is { } found)
                Console.WriteLine(found.Number);
            """),
        Method("""
            if (_kernel.FindGetPid(nr) is { } found)
            {
                try
                {
                    Console.WriteLine(found.Number);
                }
                finally
                {
                    found.Put();
                }
            }
            """));

    [Fact]
    public Task AssignedLater() => Verify.Makes(
        Method("""
            PidHandle? found = null;
            if (nr > 0)
                found = {|UTR2001:_kernel.FindGetPid(nr)|};
            Console.WriteLine(found?.Number);
            """),
        Method("""
            PidHandle? found = null;
            try
            {
                if (nr > 0)
                    found = _kernel.FindGetPid(nr);
                Console.WriteLine(found?.Number);
            }
            finally
            {
                found?.Put();
            }
            """));

    [Fact]
    public Task AssignedInATryThatHasAFinally() => Verify.Makes(
        Method("""
            PidHandle? found = null;
            try
            {
                found = {|UTR2001:_kernel.FindGetPid(nr)|};
                Console.WriteLine(found?.Number);
            }
            finally
            {
                Console.WriteLine("done");
            }
            """),
        Method("""
            PidHandle? found = null;
            try
            {
                found = _kernel.FindGetPid(nr);
                Console.WriteLine(found?.Number);
            }
            finally
            {
                Console.WriteLine("done");
                found?.Put();
            }
            """));

    [Fact]
    public Task OutVariableOfAStatement() => Verify.Makes(
        Method("""
            UtraceEngine.TryAttachPid(pid, AttachFlags.None, _ops, null, out {|UTR3001:var attached|}, out var error);
            Console.WriteLine(error);
            """),
        Method("""
            UtraceEngine.TryAttachPid(pid, AttachFlags.None, _ops, null, out var attached, out var error);
            try
            {
                Console.WriteLine(error);
            }
            finally
            {
                attached?.Put();
            }
            """));

    [Fact]
    public Task PatternOfAWhile() => Verify.Makes(
        Method("""
            while ({|UTR2001:_kernel.FindGetPid(nr++)|} is { } found)
            {
                Console.WriteLine(found.Number);
            }
            """),
        Method("""
            while (_kernel.FindGetPid(nr++) is { } found)
            {
                try
                {
                    Console.WriteLine(found.Number);
                }
                finally
                {
                    found.Put();
                }
            }
            """));

    [Fact]
    public Task ConditionThatAsksForMore_OffersNothing() => Verify.OffersNothing(Method("""
        if ({|UTR2001:_kernel.FindGetPid(nr)|} is { } found && found.Number > 3)
            found.Put();
        """));

    [Fact]
    public Task SwitchSection() => Verify.Makes(
        Method("""
            switch (nr)
            {
                case 1:
                    var found = {|UTR2001:_kernel.FindGetPid(nr)|};
                    Console.WriteLine(found?.Number);
                    break;
            }
            """),
        Method("""
            switch (nr)
            {
                case 1:
                    var found = _kernel.FindGetPid(nr);
                    try
                    {
                        Console.WriteLine(found?.Number);
                        break;
                    }
                    finally
                    {
                        found?.Put();
                    }
            }
            """));

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
                _engine = engine;
                return 0;
            }
            """),
        Module("""
            private UtraceEngine? _engine;

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
                _engine = engine;
                return 0;
            }
            """));

    [Fact]
    public Task StoredInABranchThatLeaves() => Verify.Makes(
        Module("""
            private PidHandle? _pid;

            public void Start(int nr)
            {
                var pid = {|UTR2001:_kernel.FindGetPid(nr)|};
                if (pid is null)
                    return;
                if (pid.Number > 1)
                {
                    _pid = pid;
                    return;
                }

                Console.WriteLine("init is not traced");
            }
            """),
        Module("""
            private PidHandle? _pid;

            public void Start(int nr)
            {
                var pid = _kernel.FindGetPid(nr);
                if (pid is null)
                    return;
                if (pid.Number > 1)
                {
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

            public int Start(int nr, bool keep)
            {
                var pid = {|UTR2001:_kernel.FindGetPid(nr)|} ?? throw new ArgumentException("none");
                if (!keep)
                    return pid.Number;
                _pid = pid;
                return 0;
            }
            """),
        Module("""
            private PidHandle? _pid;

            public int Start(int nr, bool keep)
            {
                var pid = _kernel.FindGetPid(nr) ?? throw new ArgumentException("none");
                if (!keep)
                {
                    var result = pid.Number;
                    pid.Put();
                    return result;
                }
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

        public void Start(int nr, bool keep)
        {
            var pid = {|UTR2001:_kernel.FindGetPid(nr)|};
            if (keep)
                _pid = pid;
            Console.WriteLine(nr);
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
}
