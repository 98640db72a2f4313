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
    private const string OneLeak = """
        public class Module { public void Run() { var held = new Held(); } }

        [Counted] public sealed class Held : IDisposable { public void Dispose() { } }
        """;

    public static TheoryData<string, string> OfCounted => Shapes("[Counted]");

    public static TheoryData<string, string> OfOthers => Shapes("");

    [Theory]
    [MemberData(nameof(OfCounted))]
    public async Task CountedReference_IsTakenBack(string rule, string source)
    {
        var said = await Neighbours.Say(rule, source);
        Assert.NotEmpty(said);
        Assert.All(said, found => Assert.True(found.IsSuppressed, found + " on " + found.Location.SourceTree!.ToString().Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length)));
    }

    [Theory]
    [MemberData(nameof(OfOthers))]
    public async Task OtherDisposable_IsNotTakenBack(string rule, string source)
    {
        var said = await Neighbours.Say(rule, source);
        Assert.NotEmpty(said);
        Assert.All(said, found => Assert.False(found.IsSuppressed, found + " on " + found.Location.SourceTree!.ToString().Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length)));
    }

    [Fact]
    public async Task OneOfEach_OnlyTheCountedOneIsTakenBack()
    {
        var said = await Neighbours.Say("IDISP001", """
            public class Module
            {
                public void Run()
                {
                    var held = new Held();
                    var stream = System.IO.File.OpenRead("a");
                }
            }

            [Counted] public sealed class Held : IDisposable { public void Dispose() { } }
            """);
        Assert.Equal([true, false], said.OrderBy(found => found.Location.SourceSpan.Start).Select(found => found.IsSuppressed));
    }

    /// <summary>The binding's own types, where a neighbour sees that they are disposable.</summary>
    [Theory]
    [InlineData("IDISP007", "public class Module { public void Run(UtraceEngine? engine) => engine?.Dispose(); }")]
    [InlineData("IDISP007", "public sealed class Owner : IDisposable { private readonly PidHandle _pid; public Owner(PidHandle pid) { _pid = pid; } public void Dispose() { _pid.Dispose(); } }")]
    [InlineData("IDISP016", "public class Module { public long Run(IUtraceKernel kernel) { var pid = kernel.FindGetPid(1)!; pid.Dispose(); return pid.Number; } }")]
    public Task ReferenceOfTheBinding_IsTakenBack(string rule, string source) => CountedReference_IsTakenBack(rule, source);

    [Theory]
    [InlineData(ReportDiagnostic.Error)]
    [InlineData(ReportDiagnostic.Warn)]
    [InlineData(ReportDiagnostic.Info)]
    public async Task AnySeverity_IsTakenBack(ReportDiagnostic severity) =>
        Assert.True(Assert.Single(await Neighbours.Say("IDISP001", OneLeak, severity: severity)).IsSuppressed);

    [Fact]
    public async Task SuppressionThatIsTurnedOff_IsNotTakenBack() =>
        Assert.False(Assert.Single(await Neighbours.Say("IDISP001", OneLeak, turnedOff: "UTRIDISP001")).IsSuppressed);

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

    /// <summary>One fault for each rule; the sources of both kinds differ in the attribute alone.</summary>
    private static TheoryData<string, string> Shapes(string attribute)
    {
        var shapes = new (string Rule, string Source)[]
        {
            ("CA1001", "public class Owner { private readonly Held _held = new Held(); public long Use() => _held.Length; }"),
            ("CA2000", "public class Module { public void Run() { var held = new Held(); } }"),
            ("CA2000", "public class Module { public long Run(bool early) { var held = new Held(); if (early) return 0; held.Dispose(); return 1; } }"),
            ("CA2213", "public sealed class Owner : IDisposable { private readonly Held _held = new Held(); public void Dispose() => Console.WriteLine(_held.Length); }"),
            ("IDISP001", "public class Module { public long Run() { var held = new Held(); return held.Length; } }"),
            ("IDISP001", "public class Module { public void Run(bool make) { Held? held = make ? new Held() : null; Console.WriteLine(held?.Length); } }"),
            ("IDISP002", "public sealed class Owner : IDisposable { private readonly Held _held = new Held(); public void Dispose() { } }"),
            ("IDISP002", "public sealed class Owner : IDisposable { public Held Held { get; } = new Held(); public void Dispose() { } }"),
            ("IDISP003", "public class Module { public void Run() { var held = new Held(); held = new Held(); held.Dispose(); } }"),
            ("IDISP003", "public sealed class Owner : IDisposable { private Held _held = new Held(); public void Renew() { _held = new Held(); } public void Dispose() => _held.Dispose(); }"),
            ("IDISP004", "public class Module { public long Run() => new Held().Length; }"),
            ("IDISP004", "public class Module { public void Run() { Held.Open(); } }"),
            ("IDISP006", "public class Owner { private readonly Held _held = new Held(); }"),
            ("IDISP006", "public class Owner { public Held Held { get; } = new Held(); }"),
            ("IDISP007", "public sealed class Owner : IDisposable { private readonly Held _held; public Owner(Held held) { _held = held; } public void Dispose() { _held.Dispose(); } }"),
            ("IDISP007", "public class Module { public void Run(Held? held) { held?.Dispose(); } }"),
            ("IDISP008", "public class Owner { private readonly Held _held; public Owner(Held held) { _held = held; } public Owner() { _held = new Held(); } }"),
            ("IDISP011", "public class Module { public Held Run() { var held = new Held(); held.Dispose(); return held; } }"),
            ("IDISP016", "public class Module { public long Run() { var held = new Held(); held.Dispose(); return held.Length; } }"),
            ("IDISP017", "public class Module { public void Run() { var held = new Held(); Console.WriteLine(held.Length); held.Dispose(); } }"),
        };
        var rows = new TheoryData<string, string>();
        foreach (var (rule, source) in shapes)
            rows.Add(rule, source + "\n" + attribute + " public sealed class Held : IDisposable { public static Held Open() => new Held(); public long Length => 1; public void Dispose() { } }");
        return rows;
    }

    private sealed class Contracts(string text) : AdditionalText
    {
        public override string Path => "A.lifetimes";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
