using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.Owners.UnputOwnerFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2004, UTR3004: what is left alone.</summary>
public class UnputOwnerRefusedTests
{
    [Fact]
    public Task PrivateTypeThatNobodyDisposesOf_OffersNothing() => Verify.OffersNothing("""
        public sealed class Outer(PidHandle pid)
        {
            private readonly Entry _entry = new(pid);

            public int Number => _entry.Number;

            private sealed class Entry(PidHandle pid)
            {
                private readonly PidHandle {|UTR2004:_pid|} = pid.Get();

                public int Number => _pid.Number;
            }
        }

        """);

    [Fact]
    public Task HeirWithADisposeOfItsOwn_OffersNothing() => Verify.OffersNothing("""
        public class Target(PidHandle pid)
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();
        }

        public sealed class Heir(PidHandle pid) : Target(pid), IDisposable
        {
            public void Dispose() => Console.WriteLine("gone");
        }

        """);

    [Fact]
    public Task BaseThatCanNotBeOverridden_OffersNothing() => Verify.OffersNothing("""
        public class Base : IDisposable
        {
            public void Dispose() => Console.WriteLine("gone");
        }

        public sealed class Target(PidHandle pid) : Base
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();
        }

        """);

    [Fact]
    public Task FilledAnewWhereNothingCanBePut_OffersNothing() => Verify.OffersNothing("""
        public sealed class Watch(IUtraceKernel kernel)
        {
            private PidHandle? {|UTR2004:_pid|};

            public void Next(int nr)
            {
                while ((_pid = kernel.FindGetPid(nr++)) is null)
                    Console.WriteLine(nr);
            }
        }

        """);

    [Fact]
    public Task DisposeThatUsesWhatItForgets_OffersNothing() => Verify.OffersNothing("""
        public sealed class Watch(IUtraceKernel kernel) : IDisposable
        {
            private PidHandle? {|UTR2004:_pid|};

            public void Start(int nr) => _pid ??= kernel.FindGetPid(nr);

            public void Dispose()
            {
                if (_pid is not null)
                    _pid = null;
            }
        }

        """);
}
