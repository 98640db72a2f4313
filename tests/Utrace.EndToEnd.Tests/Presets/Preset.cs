using System.Text;
using Utrace.Analyzers;

namespace Utrace.EndToEnd.Tests.Presets;

/// <summary>The text of a preset's file, made from the descriptors.</summary>
internal static class Preset
{
    public static string PathOf(string name) => Repository.PathOf("Analyzers", "build", name + ".globalconfig");

    public static string Text(string name, string severity)
    {
        var text = new StringBuilder()
            .Append("# The preset '").Append(name).Append("' of Utrace.Analyzers. Made from the descriptors of the rules: see PresetTests.\n")
            .Append("is_global = true\n")
            .Append("# Below what a project says itself, in a .globalconfig or an .editorconfig.\n")
            .Append("global_level = -1\n\n");
        foreach (var rule in new LifetimeAnalyzer().SupportedDiagnostics)
            text.Append("# ").Append(rule.Title).Append("\ndotnet_diagnostic.").Append(rule.Id).Append(".severity = ").Append(severity).Append('\n');
        return text.ToString();
    }
}
