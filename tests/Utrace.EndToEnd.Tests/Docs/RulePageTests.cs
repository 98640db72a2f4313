using Microsoft.CodeAnalysis;
using Utrace.Analyzers;

namespace Utrace.EndToEnd.Tests.Docs;

public sealed class RulePageTests
{
    private static readonly string[] Sections = ["Bad code", "Good code", "Why", "What is fine", "Fix", "How to configure"];

    public static TheoryData<string> Ids => [.. Descriptors.Select(descriptor => descriptor.Id)];

    /// <summary>The rules that are about C#.</summary>
    public static TheoryData<string> IdsOfCode => [.. Descriptors.Where(descriptor => descriptor.Category == "Lifetime").Select(descriptor => descriptor.Id)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors => new LifetimeAnalyzer().SupportedDiagnostics;

    [Fact]
    public void The_pages_are_those_of_the_rules() =>
        Assert.Equal(Descriptors.Select(descriptor => descriptor.Id).Order(), RulePage.Ids);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_says_what_its_descriptor_says(string id)
    {
        var descriptor = Descriptors.Single(descriptor => descriptor.Id == id);
        var page = RulePage.Load(id);

        Assert.Equal(id, page.Id);
        Assert.Equal(descriptor.Title.ToString(), page.Title);
        Assert.Equal(descriptor.DefaultSeverity.ToString().ToLowerInvariant(), page.Severity);
        Assert.Equal(descriptor.MessageFormat.ToString(), page.Message);
        Assert.EndsWith($"/docs/rules/{id}.md", descriptor.HelpLinkUri);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_all_its_sections(string id)
    {
        foreach (var section in Sections)
            Assert.NotEmpty(RulePage.Section(id, section));
        Assert.Contains($"dotnet_diagnostic.{id}.severity = {RulePage.Load(id).Severity}", RulePage.Section(id, "How to configure"));
    }

    [Theory]
    [MemberData(nameof(IdsOfCode))]
    public void The_code_of_a_page_compiles_and_shows_what_it_says(string id)
    {
        var page = RulePage.Load(id);
        foreach (var section in (string[])["Bad code", "Good code", "What is fine"])
            Assert.Contains(page.Examples, example => example.Section == section);

        foreach (var example in page.Examples)
        {
            if (example.Section == "Bad code")
                Assert.Contains(example.Announced, finding => finding.Id == id);
            else
                Assert.Empty(example.Announced);
            Assert.Empty(PageCompiler.Compile(example.Code).GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning));
        }
    }

    [Theory]
    [MemberData(nameof(IdsOfCode))]
    public async Task Bad_code_is_flagged_where_the_page_says_and_all_other_code_is_silent(string id)
    {
        foreach (var example in RulePage.Load(id).Examples)
        {
            var found = await PageCompiler.AnalyzeAsync(PageCompiler.Compile(example.Code), TestContext.Current.CancellationToken);
            var places = found.Select(found => (Line: found.Location.GetLineSpan().StartLinePosition.Line + 1, found.Id)).Order();
            Assert.True(example.Announced.SequenceEqual(places), $"{example}: {string.Join("; ", found)}");
        }
    }
}
