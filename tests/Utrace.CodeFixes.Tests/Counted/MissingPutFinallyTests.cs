using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.MissingPutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2001, UTR3001: put in a <c>finally</c>.</summary>
public class MissingPutFinallyTests
{
    [Fact]
    public Task JumpBackOverTheDeclaration() => Verify.Makes(
        Method("""
            again:
            nr--;
            var {|UTR2005:found = {|UTR2001:_kernel.FindGetPid(nr)|}|};
            if (nr > 0)
                goto again;
            Console.WriteLine(found?.Number);
            """),
        Method("""
            again:
            nr--;
            var found = _kernel.FindGetPid(nr);
            try
            {
                if (nr > 0)
                    goto again;
                Console.WriteLine(found?.Number);
            }
            finally
            {
                found?.Put();
            }
            """));

    [Fact]
    public Task OutVariableBehindAGuard() => Verify.Mends(
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
            """),
        """
        using var pid = kernel.FindGetPid(target)!;
        using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, Ops);
        reap();
        new Module().Stop(pid);
        """);

    [Fact]
    public Task OutVariableInABranch() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task PatternVariable() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task AssignedLater() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task AssignedInATryThatHasAFinally() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task OutVariableOfAStatement() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task PatternOfAWhile() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task ConditionThatAsksForMore_OffersNothing() => Verify.OffersNothing(Method("""
        if ({|UTR2001:_kernel.FindGetPid(nr)|} is { } found && found.Number > 3)
            found.Put();
        """));

    [Fact]
    public Task SwitchSection() => Verify.Mends(
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
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task FinallyThatPutsUnderAnotherCondition_OffersNothing() => Verify.OffersNothing(Module("""
        public void Run(bool first, bool second)
        {
            PidHandle? pid = null;
            try
            {
                if (first)
                    pid = {|UTR2001:_kernel.FindGetPid(1)|};
                Console.WriteLine(pid?.Number);
            }
            finally
            {
                if (second)
                    pid?.Put();
            }
        }
        """));
}
