namespace Utrace.Analyzers.Tests.ValidCode;

/// <summary>Whole modules, written the way people write them and correct: nothing may be said about them.</summary>
public sealed class ValidCodeTests
{
    public static TheoryData<string> Modules => [.. ValidModules.Names];

    [Theory]
    [MemberData(nameof(Modules))]
    public Task Module_DoesNotTrigger(string name) => Verify.Source(ValidModules.Read(name));

    [Fact]
    public void EveryModuleIsThere() => Assert.True(ValidModules.Names.Count >= 15);
}
