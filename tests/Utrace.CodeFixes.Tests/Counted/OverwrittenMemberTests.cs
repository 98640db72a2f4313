using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.LostReferenceFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2005, UTR3005: what a field or property holds is put before it is overwritten.</summary>
public class OverwrittenMemberTests
{
    [Fact]
    public Task ExpressionBody() => Verify.Makes(
        Owner("""
            public void Start() => {|UTR2005:_held|} = _kernel.FindGetPid(1);
            """),
        Owner("""
            public void Start()
            {
                _held?.Put();
                _held = _kernel.FindGetPid(1);
            }
            """));

    [Fact]
    public Task ThisIsKept() => Verify.Makes(
        Owner("""
            public void Start()
            {
                Console.WriteLine("start");

                {|UTR2005:this._held|} = _kernel.FindGetPid(1);
            }
            """),
        Owner("""
            public void Start()
            {
                Console.WriteLine("start");

                this._held?.Put();
                this._held = _kernel.FindGetPid(1);
            }
            """));

    [Fact]
    public Task Property() => Verify.Makes(
        Owner("""
            public void Start()
            {
                var found = _kernel.FindGetPid(1);
                {|UTR2005:Main|} = found;
            }
            """),
        Owner("""
            public void Start()
            {
                var found = _kernel.FindGetPid(1);
                Main?.Put();
                Main = found;
            }
            """));

    [Fact]
    public Task EngineOfAnOutArgument() => Verify.Makes(
        Owner("""
            public bool Start(PidHandle pid) => UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out {|UTR3005:_engine|}, out _);
            """),
        Owner("""
            public bool Start(PidHandle pid)
            {
                _engine?.Put();
                return UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out _engine, out _);
            }
            """));

    [Fact]
    public Task StaticField() => Verify.Makes(
        Owner("""
            private static PidHandle? s_shared;

            public static void Open(IUtraceKernel kernel)
            {
                {|UTR2005:s_shared|} = kernel.FindGetPid(1);
            }
            """),
        Owner("""
            private static PidHandle? s_shared;

            public static void Open(IUtraceKernel kernel)
            {
                s_shared?.Put();
                s_shared = kernel.FindGetPid(1);
            }
            """));

    [Fact]
    public Task FieldThatIsNeverNull() => Verify.Makes(
        """
        public sealed class Target(PidHandle pid) : IDisposable
        {
            private PidHandle _pid = pid.Get();
            private PidHandle _late = null!;

            public void Renew(PidHandle other)
            {
                {|UTR2005:_pid|} = other.Get();
                {|UTR2005:_late|} = other.Get();
            }

            public void Dispose()
            {
                _pid.Put();
                _late?.Put();
            }
        }

        """,
        """
        public sealed class Target(PidHandle pid) : IDisposable
        {
            private PidHandle _pid = pid.Get();
            private PidHandle _late = null!;

            public void Renew(PidHandle other)
            {
                _pid.Put();
                _pid = other.Get();
                _late?.Put();
                _late = other.Get();
            }

            public void Dispose()
            {
                _pid.Put();
                _late?.Put();
            }
        }

        """);

    [Fact]
    public Task LambdaThatRunsLater() => Verify.Makes(
        Owner("""
            public Action Starter() => () => {|UTR2005:_held|} = _kernel.FindGetPid(1);
            """),
        Owner("""
            public Action Starter() => () =>
            {
                _held?.Put();
                _held = _kernel.FindGetPid(1);
            };
            """));

    [Fact]
    public Task ReadByAMethodThatIsCalled_IsPutWhenTheValueIsThere() => Verify.Makes(
        Owner("""
            public void Advance()
            {
                {|UTR2005:_held|} = Next();
            }

            private PidHandle? Next() => _kernel.FindGetPid(Last + 1);

            private int Last => _held?.Number ?? 0;
            """),
        Owner("""
            public void Advance()
            {
                var next = Next();
                _held?.Put();
                _held = next;
            }

            private PidHandle? Next() => _kernel.FindGetPid(Last + 1);

            private int Last => _held?.Number ?? 0;
            """));

    [Fact]
    public Task SpelledTypes() => Verify.Makes(
        1,
        Owner("""
            public void Start(int nr)
            {
                PidHandle? found = _kernel.FindGetPid(nr);
                {|UTR2005:_held|} = found ?? _kernel.FindGetPid(1);
            }
            """),
        Owner("""
            public void Start(int nr)
            {
                PidHandle? found = _kernel.FindGetPid(nr);
                PidHandle? next = found ?? _kernel.FindGetPid(1);
                _held?.Put();
                _held = next;
            }
            """));

    [Fact]
    public Task ResultOfAnExchange() => Verify.Makes(
        Owner("""
            public void Renew(PidHandle pid)
            {
                {|UTR2005:Interlocked.Exchange(ref _held, pid.Get())|};
            }
            """),
        Owner("""
            public void Renew(PidHandle pid)
            {
                Interlocked.Exchange(ref _held, pid.Get())?.Put();
            }
            """));

    [Fact]
    public Task AccessorOfAnEvent() => Verify.Makes(
        Owner("""
            public event Action Ready { add { {|UTR2005:_held|} = _kernel.FindGetPid(1); } remove { } }
            """),
        Owner("""
            public event Action Ready
            {
                add
                {
                    _held?.Put();
                    _held = _kernel.FindGetPid(1);
                }
                remove { }
            }
            """));

    [Theory]
    [InlineData("if (_ops is not null && ({|UTR2005:_held|} = _kernel.FindGetPid(1)) is null) Console.WriteLine();")]
    [InlineData("while (({|UTR2005:_held|} = _kernel.FindGetPid(1)) is null) Console.WriteLine();")]
    [InlineData("if (Console.ReadLine() is null | ({|UTR2005:_held|} = _kernel.FindGetPid(1)) is null) Console.WriteLine();")]
    public Task NoStatementCanComeBefore_OffersNothing(string statements) =>
        Verify.OffersNothing(Owner("public void Start() { " + statements + " }"));

    private static string Owner(string members) => Module($$"""
        private PidHandle? _held;
        private UtraceEngine? _engine;
        private PidHandle? Main { get; set; }

        public void Dispose()
        {
            _held?.Put();
            _engine?.Put();
            Main?.Put();
        }

        """ + "\n\n" + members);
}
