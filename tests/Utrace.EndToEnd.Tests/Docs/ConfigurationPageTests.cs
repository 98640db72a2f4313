using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.EndToEnd.Tests.Docs;

/// <summary>The contract files and options that the pages show, and what the analyzers say of them and with them.</summary>
public sealed class ConfigurationPageTests
{
    /// <summary>Each contract file of the page, and the code that follows it, in a project that does not know our attributes.</summary>
    [Fact]
    public async Task The_code_of_the_page_of_contracts_is_flagged_where_it_says()
    {
        var text = Repository.Read("docs", "contracts.md");
        var contracts = RulePage.ReadExamples("contracts", text, "lifetimes").ToArray();
        var code = RulePage.ReadExamples("contracts", text).ToArray();
        Assert.Equal(3, contracts.Length);
        Assert.Equal(contracts.Select(example => example.Section), code.Select(example => example.Section));

        foreach (var (file, example) in contracts.Zip(code))
        {
            var compilation = PageCompiler.CompileWithoutBinding(example.Code);
            Assert.Empty(compilation.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning));
            Assert.NotEmpty(example.Announced);
            Assert.Equal(example.Announced, Places(await AnalyzeAsync(example.Code, file.Code)));
            Assert.Empty(await AnalyzeAsync(example.Code, ""));
        }
    }

    [Fact]
    public async Task The_lines_of_the_page_of_contract_lines_are_flagged_as_it_says()
    {
        var examples = RulePage.ReadExamples("UTR9001", Repository.Read("docs", "rules", "UTR9001.md"), "lifetimes").ToArray();
        Assert.Equal(["Bad code", "Good code", "What is fine"], examples.Select(example => example.Section));
        foreach (var example in examples)
        {
            Assert.Equal(example.Section == "Bad code", example.Announced.Any());
            Assert.Equal(example.Announced, Places(await AnalyzeAsync("", example.Code)));
        }
    }

    [Fact]
    public async Task The_options_of_the_page_of_options_are_flagged_as_it_says()
    {
        var examples = RulePage.ReadExamples("UTR9002", Repository.Read("docs", "rules", "UTR9002.md"), "ini").ToArray();
        Assert.Equal(["Bad code", "Good code", "What is fine", "How to configure"], examples.Select(example => example.Section));
        foreach (var example in examples)
        {
            var options = new AnalyzerOptions([], new EditorConfig(example.Code));
            var found = await PageCompiler.AnalyzeAsync(PageCompiler.Compile(""), options, TestContext.Current.CancellationToken);
            Assert.Equal(example.Announced.Select(flagged => flagged.Id), found.Select(found => found.Id));
            Assert.Equal(example.Section == "Bad code", example.Announced.Any());
        }
    }

    private static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string code, string contracts) => PageCompiler.AnalyzeAsync(
        PageCompiler.CompileWithoutBinding(code),
        new AnalyzerOptions([new ContractText(contracts)]),
        TestContext.Current.CancellationToken);

    private static IEnumerable<(int Line, string Id)> Places(ImmutableArray<Diagnostic> found) =>
        found.Select(found => (found.Location.GetLineSpan().StartLinePosition.Line + 1, found.Id)).Order();

    private sealed class ContractText(string text) : AdditionalText
    {
        public override string Path => "/Example.lifetimes";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    /// <summary>One <c>.editorconfig</c> for all files.</summary>
    private sealed class EditorConfig(string text) : AnalyzerConfigOptionsProvider
    {
        private readonly AnalyzerConfigSet _set = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse(SourceText.From(text), "/.editorconfig") });

        public override AnalyzerConfigOptions GlobalOptions => new Options(_set.GlobalConfigOptions.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(_set.GetOptionsForSourcePath("/" + tree.FilePath).AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(_set.GetOptionsForSourcePath(textFile.Path).AnalyzerOptions);
    }

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => values.Keys;

        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
