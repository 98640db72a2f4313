using System.Text.RegularExpressions;

namespace Utrace.EndToEnd.Tests.Source;

/// <summary>Dependencies point one way: what a folder may know of is read from its sources.</summary>
public sealed partial class LayeringTests
{
    [Theory]
    [InlineData("Flow")]
    [InlineData("Contracts")]
    [InlineData("Lifetimes", "Flow", "Contracts", "Summaries")]
    [InlineData("Summaries", "Flow", "Contracts", "Lifetimes")]
    [InlineData("Rules", "Lifetimes")]
    [InlineData("Neighbours", "Contracts")]
    public void A_folder_of_the_analyzers_knows_only_itself_and(string folder, params string[] others)
    {
        var sources = Repository.Sources("Analyzers/" + folder).ToArray();
        var allowed = others.Append(folder).Select(name => "Utrace.Analyzers." + name).ToArray();
        Assert.NotEmpty(sources);
        var broken =
            from source in sources
            from Match mention in OwnNamespace().Matches(source.Text)
            where !allowed.Any(name => IsOrIsIn(mention.Value, name))
            select $"{source.Path}: {mention.Value}";
        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("Utrace.Api/Core", "Utrace.Simulation", "Utrace.Linux")]
    [InlineData("Utrace.Api", "Utrace.Analyzers", "Utrace.CodeFixes", "Microsoft.CodeAnalysis")]
    [InlineData("Analyzers", "Utrace.CodeFixes", "Microsoft.CodeAnalysis.CodeFixes")]
    public void A_folder_does_not_use(string folder, params string[] forbidden)
    {
        var broken =
            from source in Repository.Sources(folder)
            from Match mention in Using().Matches(source.Text)
            where forbidden.Any(name => IsOrIsIn(mention.Groups["name"].Value, name))
            select $"{source.Path}: {mention.Value}";
        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("Analyzers/Utrace.Analyzers.csproj")]
    [InlineData("CodeFixes/Utrace.CodeFixes.csproj", "../Analyzers/Utrace.Analyzers.csproj")]
    [InlineData("Utrace.Api/Utrace.Api.csproj")]
    public void A_project_refers_to_no_other_project_than(string project, params string[] allowed) =>
        Assert.Equal(allowed, ProjectReference().Matches(Repository.Read(project)).Select(match => match.Groups["path"].Value));

    private static bool IsOrIsIn(string name, string place) => name == place || name.StartsWith(place + ".", StringComparison.Ordinal);

    [GeneratedRegex(@"\bUtrace\.Analyzers\.\w+(\.\w+)*")]
    private static partial Regex OwnNamespace();

    [GeneratedRegex(@"^\s*(global )?using (static )?(\w+ = )?(?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex("<ProjectReference Include=\"(?<path>[^\"]+)\"")]
    private static partial Regex ProjectReference();
}
