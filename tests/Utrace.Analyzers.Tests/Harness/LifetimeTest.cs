using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace Utrace.Analyzers.Tests;

/// <summary>One run of the analyzer over sources that see the binding, the usual namespaces and the sinks of the prelude.</summary>
internal sealed class LifetimeTest : CSharpAnalyzerTest<LifetimeAnalyzer, DefaultVerifier>
{
    /// <summary>
    /// Nearly every line of a test can throw. These rules say so, as a hint, and would stand in most tests of other rules: only those that
    /// are about them look at them.
    /// </summary>
    public static readonly ImmutableArray<string> HintsOfExceptions = ["UTR2006", "UTR3006"];

    public static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    public static readonly CSharpCompilationOptions Compiling = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    // One instance for all tests: it resolves its assemblies once and keeps them.
    private static readonly ReferenceAssemblies Framework = new(
        "net10.0", new PackageIdentity("Microsoft.NETCore.App.Ref", "10.0.12"), Path.Combine("ref", "net10.0"));

    private static readonly MetadataReference Binding = MetadataReference.CreateFromFile(typeof(PidHandle).Assembly.Location);

    public LifetimeTest(string source, bool seesBinding = true, bool asksForExceptions = false)
    {
        if (!asksForExceptions)
            DisabledDiagnostics.AddRange(HintsOfExceptions);
        ReferenceAssemblies = Framework;
        TestCode = source;
        TestState.Sources.Add(("Usings.cs", Prelude.FrameworkUsings));
        // Both reruns cost a compilation each; the tests of the messages, one a rule, ask for them.
        TestBehaviors = TestBehaviors.SkipSuppressionCheck | TestBehaviors.SkipGeneratedCodeCheck;
        if (!seesBinding)
            return;
        TestState.AdditionalReferences.Add(Binding);
        TestState.Sources.Add(("Prelude.cs", Prelude.BindingUsingsAndSinks));
    }

    /// <summary>What a test source is compiled against.</summary>
    public static async Task<ImmutableArray<MetadataReference>> References() =>
        (await Framework.ResolveAsync(LanguageNames.CSharp, CancellationToken.None)).Add(Binding);

    protected override CompilationOptions CreateCompilationOptions() => Compiling;

    protected override ParseOptions CreateParseOptions() => Parsing;
}
