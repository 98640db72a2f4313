using System.Reflection;

namespace Utrace.Analyzers.Tests.ValidCode;

/// <summary>Whole modules, written the way people write them and correct: nothing may be said about them.</summary>
public sealed class ValidCodeTests
{
    private const string Prefix = "ValidCode.";

    public static TheoryData<string> Modules =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Module_DoesNotTrigger(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        await Verify.Source(await reader.ReadToEndAsync());
    }

    [Fact]
    public void EveryModuleIsThere() => Assert.True(Modules.Count >= 15);
}
