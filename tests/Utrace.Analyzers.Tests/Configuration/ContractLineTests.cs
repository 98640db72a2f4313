namespace Utrace.Analyzers.Tests.Configuration;

/// <summary>UTR9001: lines and words of a contract file that mean nothing, each at its exact place.</summary>
public sealed class ContractLineTests
{
    private const string Library = """
        namespace Lib
        {
            public class Buf
            {
                public Buf(int size) { }
                public int Size => 0;
                public static Buf Open(string name, int flags) => new(1);
                public Buf Copy() => this;
                public void Drop() { }
                public void Ask(ref bool done, bool sure) { }
                public int Field;
            }
        }
        """;

    [Theory]
    [InlineData("{|#0:Lib.Buf|} Counted", "is no documentation ID of a type ('T:'), a method ('M:') or a property ('P:'); write it as the compiler does in XML documentation")]
    [InlineData("{|#0:F:Lib.Buf.Field|} Counted", "is no documentation ID of a type ('T:'), a method ('M:') or a property ('P:'); write it as the compiler does in XML documentation")]
    [InlineData("{|#0:T:Lib.Bug|} Counted", "names nothing that this compilation knows; check its spelling and its parameter types, or remove the line")]
    [InlineData("{|#0:M:Lib.Buf.Open(System.String)|} MayBlock", "names nothing that this compilation knows; check its spelling and its parameter types, or remove the line")]
    [InlineData("{|#0:M:Lib.Buf.(|} MayBlock", "names nothing that this compilation knows; check its spelling and its parameter types, or remove the line")]
    [InlineData("{|#0:T:Lib.Buf|}", "has no contract word behind it; add one, such as 'MayBlock' or 'return:Owned'")]
    [InlineData("T:Lib.Buf {|#0:Counted(|}", "does not parse; a contract word is written 'Name', 'Name(argument)' or 'target:Name'")]
    [InlineData("T:Lib.Buf {|#0:Counted()|}", "does not parse; a contract word is written 'Name', 'Name(argument)' or 'target:Name'")]
    [InlineData("M:Lib.Buf.Copy {|#0::Owned|}", "does not parse; a contract word is written 'Name', 'Name(argument)' or 'target:Name'")]
    [InlineData("T:Lib.Buf {|#0:Puts|}", "is no contract word for a type; the words for it are 'Counted', 'RcuProtected', 'ReadLockScope'")]
    [InlineData("P:Lib.Buf.Size {|#0:Puts|}", "is no contract word for a property; the words for it are 'AlwaysValid', 'Borrowed', 'MayBlock', 'Owned', 'RequiresReadLock', 'Waits'")]
    [InlineData("M:Lib.Buf.Copy {|#0:return:Ownd|}", "is no contract word for what a method returns; the words for it are 'AlwaysValid', 'Borrowed', 'Owned'")]
    [InlineData("M:Lib.Buf.Copy {|#0:this:Owned|}", "is no contract word for the object that a method is called on; the words for it are 'Acquires', 'Puts'")]
    [InlineData("M:Lib.Buf.Drop {|#0:return:Owned|}", "speaks of a returned value, but nothing is returned; remove it")]
    [InlineData("M:Lib.Buf.#ctor(System.Int32) {|#0:return:Owned|}", "speaks of a returned value, but nothing is returned; remove it")]
    [InlineData("M:Lib.Buf.Open(System.String,System.Int32) {|#0:this:Puts|}", "speaks of the object that the method is called on, but there is none; remove it")]
    [InlineData("M:Lib.Buf.Open(System.String,System.Int32) {|#0:nam:Owned|}", "names no parameter of 'Open'; they are 'name', 'flags', counted from 0")]
    [InlineData("M:Lib.Buf.Open(System.String,System.Int32) {|#0:2:Owned|}", "names no parameter of 'Open'; they are 'name', 'flags', counted from 0")]
    [InlineData("M:Lib.Buf.Copy {|#0:0:Owned|}", "names no parameter of 'Copy', which has none; remove it")]
    [InlineData("T:Lib.Buf {|#0:return:Owned|}", "has a target, which only the words of a method have; write the word alone")]
    [InlineData("M:Lib.Buf.Drop {|#0:MayBlock(1)|}", "takes no argument; remove it")]
    [InlineData("M:Lib.Buf.Open(System.String,System.Int32) {|#0:name:NotNullWhen|}", "takes an argument; write (true) or (false) behind it")]
    [InlineData("M:Lib.Buf.Open(System.String,System.Int32) {|#0:name:NotNullWhen(yes)|}", "takes an argument; write (true) or (false) behind it")]
    [InlineData("M:Lib.Buf.Ask(System.Boolean@,System.Boolean) done:SetsTrue {|#0:sure:SetsTrue|}", "is said of a bool that is passed by 'ref' or 'out', which this parameter is not; remove it")]
    [InlineData("M:Lib.Buf.Drop Puts\nM:Lib.Buf.Drop {|#0:Puts|}", "is said in line 1 already; remove one of the two")]
    [InlineData("M:Lib.Buf.Drop Puts {|#0:this:Puts|}", "is said in line 1 already; remove one of the two")]
    [InlineData("M:Lib.Buf.Copy return:Owned\n\nM:Lib.Buf.Copy {|#0:return:Borrowed|}", "contradicts 'return:Owned' in line 1; keep one of the two")]
    [InlineData("M:Lib.Buf.Drop ReleasesReadLock {|#0:AcquiresReadLock|}", "contradicts 'ReleasesReadLock' in line 1; keep one of the two")]
    [InlineData("T:Lib.Buf Counted(buffer) {|#0:RcuProtected|}", "contradicts 'Counted(buffer)' in line 1; keep one of the two")]
    [InlineData("T:Lib.Buf Counted(buffer) {|#0:Counted(pool)|}", "contradicts 'Counted(buffer)' in line 1; keep one of the two")]
    public Task LineThatMeansNothing_TriggersAtItsPlace(string contracts, string detail)
    {
        var place = contracts.IndexOf("{|#0:", StringComparison.Ordinal);
        var subject = contracts[(place + 5)..contracts.LastIndexOf("|}", StringComparison.Ordinal)];
        return Verify.WithContracts(contracts, Library, Verify.Rule("UTR9001").WithLocation(0).WithArguments(subject, detail));
    }

    [Fact]
    public Task DuplicateInAnotherFile_NamesThatFile() => new LifetimeTest(Library, seesBinding: false)
    {
        TestState = { AdditionalFiles = { ("A/First.lifetimes", "# one\nM:Lib.Buf.Drop Puts"), ("B/Second.lifetimes", "M:Lib.Buf.Drop {|#0:Puts|}") } },
        ExpectedDiagnostics = { Verify.Rule("UTR9001").WithLocation(0).WithArguments("Puts", "is said in line 2 of 'First.lifetimes' already; remove one of the two") },
    }.RunAsync();

    [Fact]
    public Task ContradictionOfAnAttribute_Triggers() => new LifetimeTest("""
        [Counted] public class Buf { public void Dispose() { } [return: Borrowed] public Buf Lend() => this; public void Take([Owned] Buf other) => other.Dispose(); }
        """)
    {
        TestState = { AdditionalFiles = { ("A.lifetimes", "M:Buf.Lend {|#0:return:Owned|}\nM:Buf.Take(Buf) {|#1:other:Borrowed|}\nT:Buf {|#2:RcuProtected|}\nM:Buf.Dispose Puts") } },
        ExpectedDiagnostics =
        {
            Verify.Rule("UTR9001").WithLocation(0).WithArguments("return:Owned", "contradicts the attributes in the source; remove it here or there"),
            Verify.Rule("UTR9001").WithLocation(1).WithArguments("other:Borrowed", "contradicts the attributes in the source; remove it here or there"),
            Verify.Rule("UTR9001").WithLocation(2).WithArguments("RcuProtected", "contradicts the attributes in the source; remove it here or there"),
        },
    }.RunAsync();

    [Fact]
    public Task WhatIsRightInABadFile_Counts() => Verify.WithContracts(
        "{|#0:T:Lib.Nothing|} Counted\nT:Lib.Buf Counted {|#1:Wrong|}\nM:Lib.Buf.Drop Puts",
        "public class Module { void Run() { var buf = {|UTR2001:new Lib.Buf(1)|}; } }\n" + Library,
        Verify.Rule("UTR9001").WithLocation(0).WithArguments("T:Lib.Nothing", "names nothing that this compilation knows; check its spelling and its parameter types, or remove the line"),
        Verify.Rule("UTR9001").WithLocation(1).WithArguments("Wrong", "is no contract word for a type; the words for it are 'Counted', 'RcuProtected', 'ReadLockScope'"));
}
