namespace Utrace.Analyzers.Tests.Configuration;

/// <summary>What contract files can name, and how their words are taken together with attributes.</summary>
public sealed class ContractFileTests
{
    private const string Library = """
        namespace Lib
        {
            public class Buf
            {
                public Buf() { }
                public Buf(int size) { }
                public void Drop() { }
                public Buf Other => this;
                public Buf Copy() => this;
                public static Buf operator +(Buf a, Buf b) => a;
                public static implicit operator Buf(int size) => new(size);
                public Buf this[int index] => this;

                public class Inner<T>
                {
                    public T Make<U>(T value, U[] other, System.Collections.Generic.Dictionary<T, U> map) => value;
                    public static Buf Open(string name) => new();
                    public bool TryOpen(string name, out Buf? buf) { buf = null; return false; }
                }
            }

            public interface ISource
            {
                object Lend();
                object Give();
                void Take(object value);
            }

            public sealed class Source : ISource
            {
                public object Lend() => this;
                public object Give() => this;
                public void Take(object value) { }
            }
        }
        """;

    [Fact]
    public Task CountedType_Triggers() => WithLibrary("T:Lib.Buf Counted(buffer)\nM:Lib.Buf.Drop Puts", """
        void Leak() { var buf = {|UTR2001:new Buf(3)|}; }

        void Fine() { var buf = new Buf(3); buf.Drop(); }

        void Twice(Buf buf) { buf.Drop(); {|UTR2002:buf.Drop()|}; }
        """);

    [Fact]
    public Task CountedTypeOfEngines_HasTheirNumbers() => WithLibrary("T:Lib.Buf Counted(engine)\nM:Lib.Buf.Drop Puts", """
        void Leak() { var buf = {|UTR3001:new Buf()|}; }
        """);

    [Fact]
    public Task WaitInACallback_Triggers() => WithLibrary("M:Lib.ISource.Lend MustNotWait\nM:Lib.Buf.Drop Waits", """
        public sealed class Mine : ISource
        {
            public object Lend() { {|UTR5001:new Buf().Drop()|}; return this; }
            public object Give() { new Buf().Drop(); return this; }
            public void Take(object value) { }
        }
        """);

    [Fact]
    public Task AnswerThatIsDropped_Triggers() => WithLibrary("M:Lib.Buf.Copy MustCheck", """
        void Run(Buf buf) { {|UTR3007:buf.Copy()|}; _ = buf.Copy(); buf.Drop(); }
        """);

    [Fact]
    public Task CountedTypeWithoutAWord_Triggers() => WithLibrary("T:Lib.Buf Counted", """
        void Leak() { var buf = {|UTR2001:new Buf()|}; }
        """);

    [Fact]
    public Task ScopeType_ClosesItsSection() => Verify.WithContracts("T:Lib.Guard ReadLockScope\nM:Lib.Guard.Find RequiresReadLock", """
        namespace Lib
        {
            public sealed class Guard : IDisposable
            {
                public static Guard Enter() => new();
                public static int Find() => 1;
                public void Dispose() { }
            }

            public class Module
            {
                public int Good() { using (Guard.Enter()) return Guard.Find(); }

                public int Bad() => {|UTR1001:Guard.Find()|};
            }
        }
        """);

    [Fact]
    public Task BorrowedResult_IsNotOwed() => WithLibrary("T:Lib.Buf Counted\nM:Lib.Buf.Drop Puts\nM:Lib.Buf.Copy return:Borrowed", """
        void Run(Buf lent) { var buf = lent.Copy(); }
        """);

    [Fact]
    public Task OwnedProperty_IsOwed() => WithLibrary("T:Lib.Buf Counted\nM:Lib.Buf.Drop Puts\nP:Lib.Buf.Other Owned", """
        void Run(Buf lent) { var buf = {|UTR2001:lent.Other|}; }
        """);

    [Fact]
    public Task NestedGenericStaticMethod_IsFound() => WithLibrary("M:Lib.Buf.Inner`1.Open(System.String) return:Owned\nM:Lib.Buf.Drop this:Puts", """
        void Run() { var buf = {|UTR2001:Buf.Inner<int>.Open("a")|}; }

        void Fine() { var buf = Buf.Inner<string>.Open("a"); buf.Drop(); }
        """);

    [Fact]
    public Task GenericMethodOfAGenericType_IsFound() =>
        WithLibrary("M:Lib.Buf.Inner`1.Make``1(`0,``0[],System.Collections.Generic.Dictionary{`0,``0}) return:Owned value:Borrowed", """
        void Run(Buf.Inner<object> inner) { var made = {|UTR2001:inner.Make<int>(this, [], [])|}; }
        """);

    [Fact]
    public Task OutParameterOfAPlainType_IsOwed() => WithLibrary("M:Lib.Buf.Inner`1.TryOpen(System.String,Lib.Buf@) buf:Owned buf:NotNullWhen(true)\nM:Lib.Buf.Drop Puts", """
        void Bad(Buf.Inner<int> inner) { if (inner.TryOpen("a", out {|UTR2001:var buf|})) Console.WriteLine(buf); }

        void Good(Buf.Inner<int> inner) { if (inner.TryOpen("a", out var buf)) buf!.Drop(); }
        """);

    [Fact]
    public Task Constructor_IsFound() => WithLibrary("T:Lib.Buf Counted\nM:Lib.Buf.Drop Puts\nM:Lib.Buf.#ctor(System.Int32) MayBlock", """
        void Run() { new Buf(1).Drop(); }
        """);

    [Fact]
    public Task OperatorsAndIndexers_AreFound() => WithLibrary(
        "M:Lib.Buf.op_Addition(Lib.Buf,Lib.Buf) MayBlock\nM:Lib.Buf.op_Implicit(System.Int32)~Lib.Buf MayBlock\nP:Lib.Buf.Item(System.Int32) Borrowed", "");

    [Fact]
    public Task ParameterByPosition_Triggers() => WithLibrary("M:Lib.Source.Give return:Owned\nM:Lib.Source.Take(System.Object) 0:Puts", """
        void Run(Source source)
        {
            var value = source.Give();
            source.Take(value);
            source.Take({|UTR2002:value|});
        }

        void Leak(Source source) { var value = {|UTR2001:source.Give()|}; }
        """);

    [Fact]
    public Task OwnedParameterOfAPlainType_TakesOnce() => WithLibrary("M:Lib.Source.Give return:Owned\nM:Lib.Source.Take(System.Object) value:Owned", """
        void Run(Source source)
        {
            var value = source.Give();
            source.Take(value);
            {|UTR2002:source.Take(value)|};
        }
        """);

    [Fact]
    public Task ContractOfAnInterface_HoldsForItsImplementations() => WithLibrary("M:Lib.ISource.Give return:Owned\nM:Lib.ISource.Take(System.Object) value:Puts", """
        void Run(Source source) { var value = {|UTR2001:source.Give()|}; }

        void Fine(Source source) { var value = source.Give(); source.Take(value); var lent = source.Lend(); }
        """);

    [Fact]
    public Task SeveralFiles_AreTakenTogether() => new LifetimeTest(InModule("void Run() { var buf = {|UTR2001:new Buf()|}; }") + Library, seesBinding: false)
    {
        TestState = { AdditionalFiles = { ("Types.lifetimes", "T:Lib.Buf Counted"), ("sub/Members.LIFETIMES", "M:Lib.Buf.Drop Puts"), ("Notes.txt", "not a line") } },
    }.RunAsync();

    [Fact]
    public Task SeveralLinesOfOneMember_AreTakenTogether() => WithLibrary("M:Lib.Source.Give return:Owned\nM:Lib.Source.Give MayBlock", """
        void Run(Source source) { var value = {|UTR2001:source.Give()|}; }
        """);

    [Fact]
    public Task AttributesAndFile_AreTakenTogether() => new LifetimeTest("""
        public static class Foreign { public static PidHandle Lend(PidHandle pid) => pid; public static void Take(PidHandle pid) => pid.Put(); }

        public class Module
        {
            public void Run(IUtraceKernel kernel)
            {
                var pid = kernel.FindGetPid(1);
                if (pid is null)
                    return;
                var same = Foreign.Lend(pid);
                Foreign.Take(pid);
            }

            public void Leak(IUtraceKernel kernel) { var pid = {|UTR2001:kernel.FindGetPid(1)|}; }
        }
        """)
    {
        TestState = { AdditionalFiles = { ("A.lifetimes", "M:Foreign.Lend(Utrace.PidHandle) return:Borrowed\nM:Foreign.Take(Utrace.PidHandle) pid:Owned") } },
    }.RunAsync();

    [Fact]
    public Task CommentsAndBlankLines_SayNothing() => WithLibrary("\n   # T:Lib.Nothing Counted\n\n\tT:Lib.Buf\tCounted # M:Lib.Nothing MayBlock\r\n#", """
        void Run() { var buf = {|UTR2001:new Buf()|}; }
        """);

    [Fact]
    public Task EmptyFile_DoesNotTrigger() => WithLibrary("# nothing yet\n", "void Run() { var buf = new Buf(); }");

    private static Task WithLibrary(string contracts, string members) => Verify.WithContracts(contracts, InModule(members) + Library);

    private static string InModule(string members) => $$"""
        namespace App
        {
            using Lib;

            public class Module
            {
            {{members}}
            }
        }

        """;
}
