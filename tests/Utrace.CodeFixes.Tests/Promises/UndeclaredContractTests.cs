using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Promises.UndeclaredContractFix>;

namespace Utrace.CodeFixes.Tests.Promises;

/// <summary>UTR6002: the word that is missing is written where it belongs.</summary>
public class UndeclaredContractTests
{
    [Fact]
    public Task ParameterThatIsPut() => Makes(
        "public void Close(PidHandle {|UTR6002:pid|}) => pid.Put();",
        "public void Close([Owned] PidHandle pid) => pid.Put();");

    [Fact]
    public Task SecondParameter() => Makes(
        "public void Close(int nr, PidHandle? {|UTR6002:pid|} = null) => pid?.Put();",
        "public void Close(int nr, [Owned] PidHandle? pid = null) => pid?.Put();");

    [Fact]
    public Task ParameterWithAModifier() => Makes(
        "public static void Close(PidHandle {|UTR6002:pid|}, in UtraceEngine {|UTR6002:engine|}) { pid.Put(); engine.Put(); }",
        "public static void Close([Owned] PidHandle pid, [Owned] in UtraceEngine engine) { pid.Put(); engine.Put(); }");

    [Fact]
    public Task ParameterOnALineOfItsOwn() => Makes(
        """
        public void Close(
            int nr,
            // What is not needed any more.
            PidHandle {|UTR6002:pid|})
        {
            pid.Put();
        }
        """,
        """
        public void Close(
            int nr,
            // What is not needed any more.
            [Owned] PidHandle pid)
        {
            pid.Put();
        }
        """);

    [Fact]
    public Task ParameterWithAnAttribute() => Makes(
        "public void Close([System.Diagnostics.CodeAnalysis.NotNull] PidHandle {|UTR6002:pid|}) => pid.Put();",
        "public void Close([System.Diagnostics.CodeAnalysis.NotNull] [Owned] PidHandle pid) => pid.Put();");

    [Fact]
    public Task ParameterThatIsKept() => Makes(
        "public void Keep(PidHandle {|UTR6002:pid|}) { _pid?.Put(); _pid = pid; }",
        "public void Keep([Owned] PidHandle pid) { _pid?.Put(); _pid = pid; }");

    [Fact]
    public Task OutParameterThatIsLent() => Makes(
        "public bool TryGet(out PidHandle? {|UTR6002:pid|}) { pid = _pid; return pid != null; }",
        "public bool TryGet([Borrowed] out PidHandle? pid) { pid = _pid; return pid != null; }");

    [Fact]
    public Task MethodThatLends() => Makes(
        "public PidHandle? {|UTR6002:Current|}() => _pid;",
        """
        [return: Borrowed]
        public PidHandle? Current() => _pid;
        """);

    [Fact]
    public Task MethodWithDocumentationAndAttributes() => Makes(
        """
        /// <summary>The one.</summary>
        [System.Diagnostics.DebuggerHidden]
        public PidHandle? {|UTR6002:Current|}()
        {
            return _pid;
        }
        """,
        """
        /// <summary>The one.</summary>
        [System.Diagnostics.DebuggerHidden]
        [return: Borrowed]
        public PidHandle? Current()
        {
            return _pid;
        }
        """);

    [Fact]
    public Task MethodBehindItsAttributeOnOneLine() => Makes(
        "[System.Diagnostics.DebuggerHidden] public PidHandle? {|UTR6002:Current|}() => _pid;",
        "[System.Diagnostics.DebuggerHidden] [return: Borrowed] public PidHandle? Current() => _pid;");

    [Fact]
    public Task PropertyThatGives() => Makes(
        "public PidHandle? Again => {|UTR6002:_pid?.Get()|};",
        """
        [Owned]
        public PidHandle? Again => _pid?.Get();
        """);

    [Fact]
    public Task PropertyWithAGetter() => Makes(
        """
        // Somebody's.

        public PidHandle Self
        {
            get { return {|UTR6002:TaskStruct.Current.GetPid()|}; }
        }
        """,
        """
        // Somebody's.

        [Owned]
        public PidHandle Self
        {
            get { return TaskStruct.Current.GetPid(); }
        }
        """);

    [Fact]
    public Task ConstructorThatPuts() => Verify.Makes(
        """
        public class Session
        {
            public Session(PidHandle {|UTR6002:pid|}) => pid.Put();
        }
        """,
        """
        public class Session
        {
            public Session([Owned] PidHandle pid) => pid.Put();
        }
        """);

    [Fact]
    public Task SeveralInOneFile() => Makes(
        """
        public void Close(PidHandle {|UTR6002:first|}, PidHandle {|UTR6002:second|})
        {
            first.Put();
            second.Put();
        }

        public PidHandle? {|UTR6002:Current|}() => _pid;

        public PidHandle? Again => {|UTR6002:_pid?.Get()|};
        """,
        """
        public void Close([Owned] PidHandle first, [Owned] PidHandle second)
        {
            first.Put();
            second.Put();
        }

        [return: Borrowed]
        public PidHandle? Current() => _pid;

        [Owned]
        public PidHandle? Again => _pid?.Get();
        """);

    [Fact]
    public Task ContractsAreImportedWhereTheyAreNot() => Verify.MakesWithoutUsings(
        """
        using Utrace;

        public class Module
        {
            public void Close(PidHandle {|UTR6002:first|}, PidHandle {|UTR6002:second|})
            {
                first.Put();
                second.Put();
            }
        }
        """,
        """
        using Utrace;
        using Utrace.Contracts;

        public class Module
        {
            public void Close([Owned] PidHandle first, [Owned] PidHandle second)
            {
                first.Put();
                second.Put();
            }
        }
        """);

    [Fact]
    public Task SeveralFiles() => Verify.Makes(
        [("A.cs", "public class A { public void Close(PidHandle {|UTR6002:pid|}) => pid.Put(); }"), ("B.cs", "public class B { public void Close(UtraceEngine {|UTR6002:engine|}) => engine.Put(); }")],
        [("A.cs", "public class A { public void Close([Owned] PidHandle pid) => pid.Put(); }"), ("B.cs", "public class B { public void Close([Owned] UtraceEngine engine) => engine.Put(); }")]);

    [Fact]
    public Task CallerThatPutsTheArgumentToo_IsShownThen() => Makes(
        """
        public void Close(PidHandle {|UTR6002:pid|}) => pid.Put();

        public void Run()
        {
            var own = {|UTR2006:TaskStruct.Current.GetPid()|};
            Close(own);
            own.Put();
        }
        """,
        """
        public void Close([Owned] PidHandle pid) => pid.Put();

        public void Run()
        {
            var own = TaskStruct.Current.GetPid();
            Close(own);
            {|UTR2002:own.Put()|};
        }
        """);

    private static Task Makes(string before, string after) => Verify.Makes(Holder(before), Holder(after));

    private static string Holder(string members) => Module(members + "\n\n" + """
        private PidHandle? _pid;

        public void Drop() => _pid?.Put();
        """);
}
