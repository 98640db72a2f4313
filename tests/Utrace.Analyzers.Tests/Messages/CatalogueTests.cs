using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Tests.Messages;

/// <summary>What each descriptor owes to its readers.</summary>
public sealed class CatalogueTests
{
    private static readonly ImmutableArray<DiagnosticDescriptor> Descriptors = new LifetimeAnalyzer().SupportedDiagnostics;

    public static TheoryData<string> Ids => [.. Descriptors.Select(descriptor => descriptor.Id)];

    [Theory]
    [InlineData("UTR1001", DiagnosticSeverity.Error)]
    [InlineData("UTR1002", DiagnosticSeverity.Error)]
    [InlineData("UTR1003", DiagnosticSeverity.Error)]
    [InlineData("UTR1004", DiagnosticSeverity.Warning)]
    [InlineData("UTR1005", DiagnosticSeverity.Warning)]
    [InlineData("UTR1006", DiagnosticSeverity.Warning)]
    [InlineData("UTR1007", DiagnosticSeverity.Info)]
    [InlineData("UTR2001", DiagnosticSeverity.Warning)]
    [InlineData("UTR2002", DiagnosticSeverity.Warning)]
    [InlineData("UTR2003", DiagnosticSeverity.Error)]
    [InlineData("UTR2004", DiagnosticSeverity.Warning)]
    [InlineData("UTR2005", DiagnosticSeverity.Warning)]
    [InlineData("UTR2006", DiagnosticSeverity.Info)]
    [InlineData("UTR3001", DiagnosticSeverity.Warning)]
    [InlineData("UTR3002", DiagnosticSeverity.Warning)]
    [InlineData("UTR3003", DiagnosticSeverity.Error)]
    [InlineData("UTR3004", DiagnosticSeverity.Warning)]
    [InlineData("UTR3005", DiagnosticSeverity.Warning)]
    [InlineData("UTR3006", DiagnosticSeverity.Info)]
    [InlineData("UTR3007", DiagnosticSeverity.Warning)]
    [InlineData("UTR3008", DiagnosticSeverity.Warning)]
    [InlineData("UTR3009", DiagnosticSeverity.Warning)]
    [InlineData("UTR3010", DiagnosticSeverity.Warning)]
    [InlineData("UTR3011", DiagnosticSeverity.Warning)]
    [InlineData("UTR4001", DiagnosticSeverity.Error)]
    [InlineData("UTR4002", DiagnosticSeverity.Error)]
    [InlineData("UTR4003", DiagnosticSeverity.Warning)]
    [InlineData("UTR5001", DiagnosticSeverity.Warning)]
    [InlineData("UTR6001", DiagnosticSeverity.Warning)]
    [InlineData("UTR6002", DiagnosticSeverity.Info)]
    [InlineData("UTR9001", DiagnosticSeverity.Warning)]
    [InlineData("UTR9002", DiagnosticSeverity.Warning)]
    public void Rule_HasItsSeverity(string id, DiagnosticSeverity severity)
    {
        Assert.Equal(severity, Of(id).DefaultSeverity);
        Assert.True(Of(id).IsEnabledByDefault);
    }

    [Fact]
    public void Ids_AreDistinctAndInOrder()
    {
        var ids = Descriptors.Select(descriptor => descriptor.Id).ToList();
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void HelpLink_IsThePageOfTheRule(string id)
    {
        var link = new Uri(Of(id).HelpLinkUri, UriKind.Absolute);
        Assert.Equal(Uri.UriSchemeHttps, link.Scheme);
        Assert.EndsWith($"/docs/rules/{id}.md", link.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Texts_AreThere(string id)
    {
        var title = Of(id).Title.ToString();
        var message = Of(id).MessageFormat.ToString();
        var description = Of(id).Description.ToString();
        Assert.NotEmpty(title);
        Assert.False(title.EndsWith('.'));
        Assert.Contains("{0}", message, StringComparison.Ordinal);
        Assert.False(message.EndsWith('.'));
        Assert.EndsWith(".", description, StringComparison.Ordinal);
        Assert.Equal(id.StartsWith("UTR9", StringComparison.Ordinal) ? "Configuration" : "Lifetime", Of(id).Category);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_IsInTheReleaseTrackingFile(string id)
    {
        var rows = (Resource("AnalyzerReleases.Unshipped.md") + Resource("AnalyzerReleases.Shipped.md")).Split('\n');
        var row = Assert.Single(rows, row => row.StartsWith(id + " ", StringComparison.Ordinal));
        Assert.Equal(
            [id, Of(id).Category, Of(id).DefaultSeverity.ToString(), Of(id).Title.ToString()],
            row.Split('|').Select(cell => cell.Trim()));
    }

    [Fact]
    public void ReleaseTrackingFile_NamesNoOtherRule()
    {
        var ids = Resource("AnalyzerReleases.Unshipped.md").Split('\n')
            .Where(row => row.StartsWith("UTR", StringComparison.Ordinal))
            .Select(row => row.Split('|')[0].Trim());
        Assert.Equal(Descriptors.Select(descriptor => descriptor.Id), ids);
    }

    [Theory]
    [InlineData("UTR2001", "UTR3001")]
    [InlineData("UTR2002", "UTR3002")]
    [InlineData("UTR2003", "UTR3003")]
    [InlineData("UTR2005", "UTR3005")]
    [InlineData("UTR2006", "UTR3006")]
    [InlineData("UTR2004", "UTR3004")]
    public void RulesOfPidsAndOfEngines_SayTheSame(string pid, string engine)
    {
        Assert.Equal(Of(pid).MessageFormat.ToString(), Of(engine).MessageFormat.ToString());
        Assert.Equal(Of(pid).DefaultSeverity, Of(engine).DefaultSeverity);
        Assert.Equal(
            Of(pid).Title.ToString().Replace("Pid", "Engine", StringComparison.Ordinal).Replace("pids", "engines", StringComparison.Ordinal),
            Of(engine).Title.ToString());
    }

    private static DiagnosticDescriptor Of(string id) => Descriptors.Single(descriptor => descriptor.Id == id);

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
