using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.LostReferenceFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2005, UTR3005: what an expression gives is kept with <c>using</c>, or put at once.</summary>
public class DroppedTests
{
    [Fact]
    public Task Statement() => Verify.Mends(
        Method("""
            {|UTR3005:UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops)|};
            Console.WriteLine(nr);
            """),
        Method("""
            using var ownEngine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            Console.WriteLine(nr);
            """),
        RunMethod);

    [Fact]
    public Task Statement_SecondOffered_IsPutAtOnce() => Verify.Makes(
        1,
        Method("""
            {|UTR2005:_kernel.FindGetPid(nr)|};
            _ = {|UTR2005:pid.Get()|};
            """),
        Method("""
            _kernel.FindGetPid(nr)?.Put();
            pid.Get().Put();
            """));

    [Fact]
    public Task Discard() => Verify.Makes(
        Module("""
            public void Run(int nr)
            {
                // Is it there?
                _ = {|UTR2005:_kernel.FindGetPid(nr)|};
            }
            """),
        Module("""
            public void Run(int nr)
            {
                // Is it there?
                using var pid = _kernel.FindGetPid(nr);
            }
            """));

    [Fact]
    public Task WithoutBraces_IsPutAtOnce() => Verify.Mends(
        Method("""
            if (nr > 3)
                {|UTR2005:_kernel.FindGetPid(nr)|};
            """),
        Method("""
            if (nr > 3)
                _kernel.FindGetPid(nr)?.Put();
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task Receiver() => Verify.Makes(
        Module("""
            public int NumberOf(int nr)
            {
                return {|UTR2005:_kernel.FindGetPid(nr)|}?.Number ?? 0;
            }
            """),
        Module("""
            public int NumberOf(int nr)
            {
                using var pid = _kernel.FindGetPid(nr);
                return pid?.Number ?? 0;
            }
            """));

    [Fact]
    public Task ExpressionBody() => Verify.Makes(
        Module("""
            public bool Exists(int nr) => {|UTR2005:_kernel.FindGetPid(nr)|} is not null;

            public int First => {|UTR2005:_kernel.FindGetPid(1)|}!.Number;
            """),
        Module("""
            public bool Exists(int nr)
            {
                using var pid = _kernel.FindGetPid(nr);
                return pid is not null;
            }

            public int First
            {
                get
                {
                    using var pid = _kernel.FindGetPid(1);
                    return pid!.Number;
                }
            }
            """));

    [Fact]
    public Task LambdaThatDropsIt() => Verify.Mends(
        Method("""
            Action later = () => {|UTR2005:_kernel.FindGetPid(nr)|};
            later();
            """),
        Method("""
            Action later = () =>
            {
                using PidHandle? ownPid = _kernel.FindGetPid(nr);
            };
            later();
            """),
        RunMethod);

    [Fact]
    public Task Argument() => Verify.Mends(
        Method("""
            var answer = engine.Control({|UTR2005:pid.Get()|}, ResumeAction.Resume);
            Console.WriteLine(answer);
            """),
        Method("""
            using var ownPid = pid.Get();
            var answer = engine.Control(ownPid, ResumeAction.Resume);
            Console.WriteLine(answer);
            """),
        RunMethod);

    [Fact]
    public Task Condition() => Verify.Makes(
        Module("""
            public void Run(int nr)
            {
                if ({|UTR2005:_kernel.FindGetPid(nr)|} is null)
                    Console.WriteLine("none");
                else if ({|UTR2005:_kernel.FindGetPid(nr + 1)|} is null)
                    Console.WriteLine("no next");
            }
            """),
        Module("""
            public void Run(int nr)
            {
                using var pid = _kernel.FindGetPid(nr);
                if (pid is null)
                    Console.WriteLine("none");
                else
                {
                    using var ownPid = _kernel.FindGetPid(nr + 1);
                    if (ownPid is null)
                        Console.WriteLine("no next");
                }
            }
            """));

    [Fact]
    public Task OneInsideTheOther() => Verify.Makes(
        Module("""
            public bool IsFree(int nr)
            {
                return {|UTR3005:UtraceEngine.AttachPid({|UTR2005:_kernel.FindGetPid(nr)|}!, AttachFlags.MatchOps, _ops)|}.Data is null;
            }
            """),
        Module("""
            public bool IsFree(int nr)
            {
                using var pid = _kernel.FindGetPid(nr);
                using var engine = UtraceEngine.AttachPid(pid!, AttachFlags.MatchOps, _ops);
                return engine.Data is null;
            }
            """));

    [Fact]
    public Task TwoInOneExpression() => Verify.Makes(
        Module("""
            public int Sum(int nr)
            {
                return {|UTR2005:_kernel.FindGetPid(nr)|}!.Number + {|UTR2005:_kernel.FindGetPid(nr + 1)|}!.Number;
            }
            """),
        Module("""
            public int Sum(int nr)
            {
                using var pid = _kernel.FindGetPid(nr);
                using var ownPid = _kernel.FindGetPid(nr + 1);
                return pid!.Number + ownPid!.Number;
            }
            """));

    [Fact]
    public Task SectionOfASwitch() => Verify.Makes(
        Module("""
            public void Run(int nr)
            {
                switch (nr)
                {
                    case 1:
                        Console.WriteLine({|UTR2005:_kernel.FindGetPid(nr)|}?.Number);
                        break;
                }
            }
            """),
        Module("""
            public void Run(int nr)
            {
                switch (nr)
                {
                    case 1:
                        using (var pid = _kernel.FindGetPid(nr))
                        {
                            Console.WriteLine(pid?.Number);
                        }
                        break;
                }
            }
            """));

    [Fact]
    public Task Awaited() => Verify.Makes(
        Module("""
            public static Task<PidHandle> FindAsync(int nr) => throw new NotSupportedException();

            public async Task<int> Run(int nr)
            {
                {|UTR2005:await FindAsync(nr)|};
                return ({|UTR2005:await FindAsync(nr)|}).Number;
            }
            """),
        Module("""
            public static Task<PidHandle> FindAsync(int nr) => throw new NotSupportedException();

            public async Task<int> Run(int nr)
            {
                using var pid = await FindAsync(nr);
                using var ownPid = await FindAsync(nr);
                return (ownPid).Number;
            }
            """));

    [Fact]
    public Task SpelledType() => Verify.Makes(
        Module("""
            public void Run(int nr)
            {
                PidHandle? first = _kernel.FindGetPid(nr);
                first?.Put();
                Console.WriteLine({|UTR2005:_kernel.FindGetPid(nr)|}?.Number);
            }
            """),
        Module("""
            public void Run(int nr)
            {
                PidHandle? first = _kernel.FindGetPid(nr);
                first?.Put();
                using PidHandle? pid = _kernel.FindGetPid(nr);
                Console.WriteLine(pid?.Number);
            }
            """));

    [Fact]
    public Task TopLevelStatements() => Verify.MakesProgram(
        """
        Console.WriteLine("start");
        Console.WriteLine({|UTR2005:TaskStruct.Current.GetPid()|}.Number);
        """,
        """
        Console.WriteLine("start");
        using var pid = TaskStruct.Current.GetPid();
        Console.WriteLine(pid.Number);
        """);

    [Theory]
    [InlineData("Console.WriteLine(nr > 3 ? {|UTR2005:_kernel.FindGetPid(1)|}?.Number : 0);")]
    [InlineData("Console.WriteLine(nr > 3 && {|UTR2005:_kernel.FindGetPid(1)|} is null);")]
    [InlineData("while ({|UTR2005:_kernel.FindGetPid(nr++)|} is null) Console.WriteLine(nr);")]
    [InlineData("Console.WriteLine(\"{0} {1}\", Next(), {|UTR2005:_kernel.FindGetPid(1)|}?.Number);")]
    [InlineData("Console.WriteLine(\"{0} {1}\", nr, {|UTR2005:_kernel.FindGetPid(nr++)|}?.Number);")]
    [InlineData("Console.WriteLine(\"{0} {1}\", _count, {|UTR2005:Find()|}?.Number);")]
    [InlineData("if ({|UTR2005:_kernel.FindGetPid(1)|} is { Number: > 3 } big) big.Put();")]
    [InlineData("Console.WriteLine((from each in new[] { 1, 2 } where {|UTR2005:_kernel.FindGetPid(each)|} is null select each).Count());")]
    public Task ItCanNotBeTakenFirst_OffersNothing(string statements) => Verify.OffersNothing(Module($$"""
        private int _count;
        private int Next() => _count++;
        private PidHandle? Find() => _kernel.FindGetPid(_count++);

        public void Run(int nr)
        {
            {{statements}}
        }
        """));

    [Fact]
    public Task InitializerOfAField_OffersNothing() => Verify.OffersNothing(Module("""
        private readonly int _number = {|UTR2005:TaskStruct.Current.GetPid()|}.Number;
        public int Number => _number;
        """));
}
