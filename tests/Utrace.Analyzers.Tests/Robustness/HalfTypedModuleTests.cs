using Utrace.Analyzers.Tests.ValidCode;

namespace Utrace.Analyzers.Tests.Robustness;

/// <summary>Correct modules, mutilated in every place: the analyzer may say something or not, but it must not fall.</summary>
public sealed class HalfTypedModuleTests
{
    public static TheoryData<string> Modules => [.. ValidModules.Names];

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task ModuleCutOff_DoesNotThrow(string name)
    {
        var source = ValidModules.Read(name);
        for (var length = 41; length < source.Length; length += 499)
            await Compiled.DiagnosticsOf(source[..length]);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task ModuleWithoutOneLine_DoesNotThrow(string name)
    {
        var lines = ValidModules.Read(name).Split('\n');
        for (var line = 3; line < lines.Length; line += 19)
            await Compiled.DiagnosticsOf(string.Join('\n', lines.Where((_, index) => index != line)));
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task ModuleWithoutOneToken_DoesNotThrow(string name)
    {
        var source = ValidModules.Read(name);
        foreach (var token in new[] { "Rcu.EnterReadScope()", "using ", "return", ")", ";", "?" })
            await Compiled.DiagnosticsOf(source.Replace(token, "", StringComparison.Ordinal));
    }
}
