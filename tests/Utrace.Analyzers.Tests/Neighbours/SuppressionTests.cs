using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Neighbours;

namespace Utrace.Analyzers.Tests.Neighbours;

/// <summary>
/// What the rules for disposables of other analyzers say of counted references is taken back, and nothing else is. Each source is
/// flagged by the real analyzer, or the test would show nothing.
/// </summary>
public sealed class SuppressionTests
{
    /// <summary>Stands for any disposable that is nothing to us.</summary>
    private const string Plain = "System.IO.MemoryStream";

    public static TheoryData<string, string> OfCounted => Shapes("PidHandle", "kernel.FindGetPid(1)!", "Number");

    public static TheoryData<string, string> OfOthers => Shapes(Plain, "new System.IO.MemoryStream()", "Length");

    [Theory]
    [MemberData(nameof(OfCounted))]
    public async Task CountedReference_IsTakenBack(string rule, string source)
    {
        var said = await Neighbours.Say(rule, source);
        Assert.NotEmpty(said);
        Assert.All(said, found => Assert.True(found.IsSuppressed, found.ToString()));
    }

    [Theory]
    [MemberData(nameof(OfOthers))]
    public async Task OtherDisposable_IsNotTakenBack(string rule, string source)
    {
        var said = await Neighbours.Say(rule, source);
        Assert.NotEmpty(said);
        Assert.All(said, found => Assert.False(found.IsSuppressed, found.ToString()));
    }

    [Fact]
    public async Task OneOfEach_OnlyTheCountedOneIsTakenBack()
    {
        var said = await Neighbours.Say("IDISP001", """
            public class Module
            {
                public void Run(IUtraceKernel kernel)
                {
                    var pid = kernel.FindGetPid(1);
                    var stream = System.IO.File.OpenRead("a");
                }
            }
            """);
        Assert.Equal([true, false], said.OrderBy(found => found.Location.SourceSpan.Start).Select(found => found.IsSuppressed));
    }

    [Fact]
    public async Task TypeWithBoth_IsNotTakenBack()
    {
        var said = await Neighbours.Say("CA1001", """
            public class Owner
            {
                private readonly UtraceEngine _engine = UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, null!);
                private readonly System.IO.MemoryStream _stream = new();
            }
            """);
        Assert.False(Assert.Single(said).IsSuppressed);
    }

    [Fact]
    public async Task WrapperOfACountedReference_IsNotTakenBack()
    {
        var said = await Neighbours.Say("CA2000", """
            public sealed class Wrapper(PidHandle pid) : IDisposable { public void Dispose() => pid.Dispose(); }

            public class Module { public void Run(PidHandle pid) { var wrapper = new Wrapper(pid); } }
            """);
        Assert.False(Assert.Single(said).IsSuppressed);
    }

    [Fact]
    public async Task OwnCopyOfTheAttributes_IsTakenBack()
    {
        const string Source = """
            public sealed class Buf : IDisposable { public void Dispose() { } }

            public class Module { public void Run() { var buf = new Buf(); } }
            """;
        Assert.False(Assert.Single(await Neighbours.Say("CA2000", Source, seesBinding: false)).IsSuppressed);
        Assert.True(Assert.Single(await Neighbours.Say("CA2000", """
            namespace Utrace.Contracts { public sealed class CountedAttribute : Attribute; }

            """ + Source.Replace("public sealed class Buf", "[Utrace.Contracts.Counted] public sealed class Buf", StringComparison.Ordinal), seesBinding: false)).IsSuppressed);
    }

    [Fact]
    public async Task CountedByAContractFile_IsTakenBack()
    {
        var options = new AnalyzerOptions([new Contracts("M:System.Buffers.MemoryPool`1.Rent(System.Int32) return:Owned\nT:System.IO.MemoryStream Counted")]);
        foreach (var created in (string[])["System.Buffers.MemoryPool<byte>.Shared.Rent(3)", "new System.IO.MemoryStream()"])
        {
            var source = $$"""public class Module { public void Run() { var value = {{created}}; } }""";
            Assert.False(Assert.Single(await Neighbours.Say("IDISP001", source, seesBinding: false)).IsSuppressed);
            Assert.True(Assert.Single(await Neighbours.Say("IDISP001", source, seesBinding: false, options)).IsSuppressed);
        }
    }

    [Fact]
    public void Justifications_NameOurRules() => Assert.All(
        new OwnershipSuppressor().SupportedSuppressions,
        descriptor =>
        {
            Assert.Equal("UTR" + descriptor.SuppressedDiagnosticId, descriptor.Id);
            Assert.Matches("UTR[23]00|contracts", descriptor.Justification.ToString());
        });

    [Fact]
    public void EachSuppression_HasACase() => Assert.Equal(
        new OwnershipSuppressor().SupportedSuppressions.Select(descriptor => descriptor.SuppressedDiagnosticId),
        OfCounted.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    private static TheoryData<string, string> Shapes(string type, string created, string member)
    {
        var ours = type == "PidHandle";
        var field = ours ? "UtraceEngine" : type;
        var made = ours ? "UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, null!)" : created;
        return new()
        {
            { "CA1001", $$"""public class Owner { private readonly {{(ours ? "Held" : type)}} _field = new(); public void Use() => _field.ToString(); } {{Held}}""" },
            { "CA2000", $$"""public class Module { public void Run(IUtraceKernel kernel) { var value = {{(ours ? "new Held()" : created)}}; } } {{Held}}""" },
            { "CA2213", $$"""public sealed class Owner : IDisposable { private readonly {{(ours ? "Held" : type)}} _field = new(); public void Dispose() => Console.WriteLine(_field); } {{Held}}""" },
            { "IDISP001", $$"""public class Module { public void Run(IUtraceKernel kernel) { var value = {{created}}; Console.WriteLine(value.{{member}}); } }""" },
            { "IDISP002", $$"""public sealed class Owner : IDisposable { private readonly {{field}} _field = {{made}}; public void Dispose() { } }""" },
            { "IDISP003", $$"""public class Module { public void Run(IUtraceKernel kernel) { var value = {{created}}; value = {{created}}; value.Dispose(); } }""" },
            { "IDISP004", $$"""public class Module { public long Run(IUtraceKernel kernel) => {{(ours ? "kernel.FindGetPid(1)!" : "new System.IO.MemoryStream()")}}.{{member}}; }""" },
            { "IDISP006", $$"""public class Owner { private readonly {{field}} _field = {{made}}; }""" },
            { "IDISP007", $$"""public sealed class Owner : IDisposable { private readonly {{type}} _field; public Owner({{type}} value) { _field = value; } public void Dispose() { _field.Dispose(); } }""" },
            { "IDISP008", $$"""public class Owner { private readonly {{type}} _field; public Owner({{type}} value) { _field = value; } public Owner(IUtraceKernel kernel) { _field = {{created}}; } }""" },
            { "IDISP011", $$"""public class Module { public {{type}} Run(IUtraceKernel kernel) { var value = {{created}}; value.Dispose(); return value; } }""" },
            { "IDISP016", $$"""public class Module { public long Run(IUtraceKernel kernel) { var value = {{created}}; value.Dispose(); return value.{{member}}; } }""" },
            { "IDISP017", $$"""public class Module { public void Run(IUtraceKernel kernel) { var value = {{created}}; Console.WriteLine(value.{{member}}); value.Dispose(); } }""" },
        };
    }

    private const string Held = "[Counted] public sealed class Held : IDisposable { public void Dispose() { } }";

    private sealed class Contracts(string text) : AdditionalText
    {
        public override string Path => "A.lifetimes";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
