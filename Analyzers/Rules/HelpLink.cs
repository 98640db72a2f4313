namespace Utrace.Analyzers.Rules;

/// <summary>Where the page of a rule is read.</summary>
internal static class HelpLink
{
    private const string Pages = "https://github.com/utrace-analyzers/utrace-analyzers/blob/main/docs/rules/";

    public static string To(string id) => Pages + id + ".md";
}
