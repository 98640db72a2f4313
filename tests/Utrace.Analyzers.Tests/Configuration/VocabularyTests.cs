using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.Analyzers.Tests.Configuration;

/// <summary>The words of contract files are the attributes of the binding.</summary>
public sealed class VocabularyTests
{
    private const string Library = "namespace Lib { public class Buf { public int Size => 0; public object Take(object value) => value; } }";

    /// <summary>A word that is unknown everywhere: the messages list what is known there.</summary>
    private const string Questions = """
        T:Lib.Buf                     Unknown
        P:Lib.Buf.Size                Unknown
        M:Lib.Buf.Take(System.Object) Unknown this:Unknown return:Unknown value:Unknown
        """;

    [Fact]
    public async Task EachAttribute_IsAWord()
    {
        var attributes = typeof(PidHandle).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "Utrace.Contracts" && type.IsSubclassOf(typeof(Attribute)))
            .Select(type => type.Name[..^"Attribute".Length])
            .Except(["Detaches", "NeedsEvents", "NewWith", "Reports", "Examination"]) // speak of values of enums, which no contract file can name
            .ToArray();
        Assert.NotEmpty(attributes);

        var compilation = CSharpCompilation.Create("Lib", [CSharpSyntaxTree.ParseText(Library)], await LifetimeTest.References(), LifetimeTest.Compiling);
        var found = await compilation
            .WithAnalyzers([new LifetimeAnalyzer()], new AnalyzerOptions([new ContractText(Questions)]))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);

        Assert.Equal(6, found.Length);
        var words = string.Join('\n', found.Select(diagnostic => diagnostic.GetMessage()));
        Assert.All(attributes, word => Assert.Contains("'" + word + "'", words, StringComparison.Ordinal));
    }

    private sealed class ContractText(string text) : AdditionalText
    {
        public override string Path => "A.lifetimes";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
