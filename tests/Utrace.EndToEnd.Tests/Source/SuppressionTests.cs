using System.Text.RegularExpressions;

namespace Utrace.EndToEnd.Tests.Source;

/// <summary>The analyzers pass the analyzers for analyzers, and nothing is waved through.</summary>
public sealed partial class SuppressionTests
{
    [Theory]
    [InlineData("Analyzers")]
    [InlineData("CodeFixes")]
    public void No_source_of_the_analyzers_suppresses_a_warning(string folder)
    {
        var sources = Repository.Sources(folder).ToArray();
        Assert.NotEmpty(sources);
        Assert.Empty(sources.Where(source => Suppression().IsMatch(source.Text)).Select(source => source.Path));
    }

    [Theory]
    [InlineData("Analyzers/Utrace.Analyzers.csproj")]
    [InlineData("CodeFixes/Utrace.CodeFixes.csproj")]
    [InlineData("Directory.Build.props")]
    public void No_project_file_of_the_analyzers_turns_a_warning_off(string project) =>
        Assert.DoesNotMatch(TurnedOff(), Repository.Read(project));

    [Theory]
    [InlineData("Analyzers/Utrace.Analyzers.csproj")]
    [InlineData("CodeFixes/Utrace.CodeFixes.csproj")]
    public void The_analyzers_are_built_under_the_rules_for_analyzers(string project)
    {
        var text = Repository.Read(project);
        Assert.Contains("<EnforceExtendedAnalyzerRules>true</EnforceExtendedAnalyzerRules>", text);
        Assert.Contains("<PackageReference Include=\"Microsoft.CodeAnalysis.Analyzers\"", text);
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", Repository.Read("Directory.Build.props"));
    }

    [Fact]
    public void No_editorconfig_turns_a_rule_for_analyzers_off()
    {
        var settings = Directory.EnumerateFiles(Repository.Root, ".editorconfig", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.globalconfig", SearchOption.AllDirectories))
            .SelectMany(File.ReadLines);
        Assert.DoesNotContain(settings, line => line.TrimStart().StartsWith("dotnet_diagnostic.RS", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"#pragma\s+warning\s+disable|\bSuppressMessage\b|\bUnconditionalSuppressMessage\b|#nullable\s+disable")]
    private static partial Regex Suppression();

    [GeneratedRegex("<(NoWarn|WarningsNotAsErrors|RunAnalyzers|RunAnalyzersDuringBuild|CodeAnalysisTreatWarningsAsErrors)>")]
    private static partial Regex TurnedOff();
}
