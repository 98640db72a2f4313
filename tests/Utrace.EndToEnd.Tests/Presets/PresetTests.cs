namespace Utrace.EndToEnd.Tests.Presets;

/// <summary>
/// The files of the presets are those that the descriptors make. After a rule was added they are written anew by this test, run once
/// with UTRACE_WRITE_PRESETS set.
/// </summary>
public sealed class PresetTests
{
    [Theory]
    [InlineData("strict", "error")]
    [InlineData("audit", "suggestion")]
    public void A_preset_has_each_rule_at_its_severity(string name, string severity)
    {
        var text = Preset.Text(name, severity);
        if (Environment.GetEnvironmentVariable("UTRACE_WRITE_PRESETS") is { Length: > 0 })
            File.WriteAllText(Preset.PathOf(name), text);
        Assert.Equal(text, File.ReadAllText(Preset.PathOf(name)));
    }

    [Fact]
    public void There_is_no_other_preset() =>
        Assert.Equal(
            ["audit.globalconfig", "strict.globalconfig"],
            Directory.EnumerateFiles(Repository.PathOf("Analyzers", "build"), "*.globalconfig").Select(Path.GetFileName).Order());
}
