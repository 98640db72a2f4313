using Microsoft.CodeAnalysis.Testing;

namespace Utrace.Analyzers.Tests.Messages;

/// <summary>The words and the places of the findings about counted references, each also suppressed and as generated code.</summary>
public sealed class CountedMessageTests
{
    private const string Using = "declare it with 'using', or put it in a 'finally'";

    [Theory]
    [InlineData("if (found is null) return; Log(found.Number);", "on any path")]
    [InlineData("if (found is null) return;\n if (flag)\n return;\n found.Put();", "on the path that returns at line 7")]
    [InlineData("if (found is null) return;\n if (flag)\n throw new Exception();\n found.Put();", "on the path that throws at line 7")]
    [InlineData("if (found is null) return;\n if (flag)\n found.Put();", "on the path that reaches the end of 'Run'")]
    [InlineData("if (flag)\n return;\n if (!flag)\n throw new Exception();\n found?.Put();", "on any path")]
    [InlineData("if (nr > 1)\n return;\n if (flag)\n throw new Exception();\n found?.Put();", "on the path that returns at line 6")]
    [InlineData("if (nr > 1)\n throw new Exception();\n if (flag)\n return;\n found?.Put();", "on the path that throws at line 6")]
    public Task MissingPut_NamesTheVariableAndThePath(string statements, string path) => Verify.InFull(
        $$"""
        public class Module
        {
            public void Run(IUtraceKernel kernel, int nr, bool flag) {
                var found = {|#0:kernel.FindGetPid(nr)|};
                {{statements}}
            }
        }
        """,
        Leak("UTR2001", "found", path));

    [Fact]
    public Task MissingPutInALoop_SaysWhereTheVariableEnds() => Verify.InFull(
        """
        public class Module
        {
            public void Run(IUtraceKernel kernel, int nr)
            {
                for (var i = 0; i < nr; i++)
                {
                    var found = {|#0:kernel.FindGetPid(i)|};
                    if (found is null || found.Number == 3)
                        continue;
                    found.Put();
                }
            }
        }
        """,
        Leak("UTR2001", "found", "on the path that leaves its block at line 9"));

    [Fact]
    public Task MissingPut_ShowsTheLeakingExits() => Verify.InFull(
        """
        public class Module
        {
            public int Run(IUtraceKernel kernel, int nr)
            {
                var found = {|#0:kernel.FindGetPid(nr)|};
                if (found is null)
                    return 0;
                if (found.Number == 1)
                    {|#1:return 1;|}
                if (found.Number == 2)
                    {|#2:throw new InvalidOperationException();|}
                found.Put();
                return 2;
            }
        }
        """,
        Verify.Rule("UTR2001").WithLocation(0).WithLocation(1).WithLocation(2)
            .WithMessage($"'found' is not put on the path that returns at line 9; {Using}"));

    [Theory]
    [InlineData("var engine = {|#0:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)|}; Use(engine);", "engine")]
    [InlineData("if (UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out {|#0:var engine|}, out _)) Use(engine);", "engine")]
    [InlineData("UtraceEngine? e; UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out {|#0:e|}, out _); Use(e);", "e")]
    public Task MissingPutOfAnEngine_NamesTheVariable(string statements, string named) => Verify.InFull(
        $$"""
        public class Module
        {
            public void Run(PidHandle pid, UtraceEngineOps ops)
            {
                {{statements}}
            }
        }
        """,
        Leak("UTR3001", named, "on any path"));

    [Fact]
    public Task PatternVariable_IsNamed() => Verify.InFull(
        """
        public class Module
        {
            public void Run(IUtraceKernel kernel)
            {
                if ({|#0:kernel.FindGetPid(1)|} is { } init)
                    Log(init.Number);
            }
        }
        """,
        Leak("UTR2001", "init", "on any path"));

    [Theory]
    [InlineData("{|#1:found.Put()|}; {|#0:found.Put()|};")]
    [InlineData("{|#1:found.Put()|}; {|#0:found.Dispose()|};")]
    [InlineData("{|#1:found.Dispose()|}; if (flag) {|#0:found.Put()|};")]
    public Task DoublePut_ShowsTheOtherPut(string statements) => Verify.InFull(
        $$"""
        public class Module
        {
            public void Run(PidHandle pid, bool flag)
            {
                var found = pid.Get();
                {{statements}}
            }
        }
        """,
        Verify.Rule("UTR2002").WithLocation(0).WithLocation(1)
            .WithMessage("'found' is put already; remove one of the two puts"));

    [Theory]
    [InlineData("var copy = engine.Get(); {|#1:copy.Put()|}; {|#0:copy.Put()|};")]
    public Task DoublePutOfAnEngine_ShowsTheOtherPut(string statements) => Verify.InFull(
        $$"""
        public class Module
        {
            public void Run(UtraceEngine engine)
            {
                {{statements}}
            }
        }
        """,
        Verify.Rule("UTR3002").WithLocation(0).WithLocation(1)
            .WithMessage("'copy' is put already; remove one of the two puts"));

    [Theory]
    [InlineData("{|#1:found.Put()|}; Log({|#0:found|}.Number);")]
    [InlineData("{|#1:found.Dispose()|}; Use({|#0:found|});")]
    public Task UseAfterPut_ShowsThePut(string statements) => Verify.InFull(
        $$"""
        public class Module
        {
            public void Run(PidHandle pid)
            {
                var found = pid.Get();
                {{statements}}
            }
        }
        """,
        Verify.Rule("UTR2003").WithLocation(0).WithLocation(1)
            .WithMessage("'found' is used after it was put; use it before, or take a reference of its own with 'Get()'"));

    [Fact]
    public Task UseOfAnEngineAfterPut_ShowsThePut() => Verify.InFull(
        """
        public class Module
        {
            public object? Run(UtraceEngine engine)
            {
                var copy = engine.Get();
                {|#1:copy.Put()|};
                return {|#0:copy|}.Data;
            }
        }
        """,
        Verify.Rule("UTR3003").WithLocation(0).WithLocation(1)
            .WithMessage("'copy' is used after it was put; use it before, or take a reference of its own with 'Get()'"));

    [Fact]
    public Task Owner_NamesTheFieldAndItsTypeAndShowsTheStores() => Verify.InFull(
        """
        public class Tracer
        {
            private PidHandle? {|#0:_pid|};
            public void Start(IUtraceKernel kernel, int nr) => _pid = {|#1:kernel.FindGetPid(nr)|};
            public void Follow(PidHandle pid)
            {
                var copy = pid.Get();
                _pid = {|#2:copy|};
            }
        }
        """,
        Verify.Rule("UTR2004").WithLocation(0).WithLocation(1).WithLocation(2)
            .WithMessage("'_pid' owns a reference, and no member of 'Tracer' puts it; put it in 'Dispose'"));

    [Fact]
    public Task OwnerOfEngines_NamesTheCollection() => Verify.InFull(
        """
        public class Tracer
        {
            private readonly List<UtraceEngine> {|#0:_engines|} = [];
            public void Follow(UtraceEngine engine) => _engines.Add({|#1:engine.Get()|});
        }
        """,
        Verify.Rule("UTR3004").WithLocation(0).WithLocation(1)
            .WithMessage("'_engines' owns a reference, and no member of 'Tracer' puts it; put it in 'Dispose'"));

    private static DiagnosticResult Leak(string id, string named, string path) =>
        Verify.Rule(id).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithMessage($"'{named}' is not put {path}; {Using}");
}
