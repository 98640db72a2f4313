using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Utrace.Oracles.Truth;

/// <summary>Compiles programs in memory.</summary>
internal static class Compiler
{
    /// <summary>The name of the class in every program.</summary>
    public const string Subject = "Subject";

    /// <summary>The language.</summary>
    public static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    /// <summary>A compilation with what programs are written against, and no program.</summary>
    public static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Program",
        [],
        [.. References().Select(path => MetadataReference.CreateFromFile(path))],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    public static CSharpCompilation Compile(string source) => Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, Parsing));

    /// <summary>Whether the source is C# at all.</summary>
    public static IEnumerable<Diagnostic> ErrorsOf(CSharpCompilation compilation) =>
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>Loads the instrumented copy of a program.</summary>
    /// <exception cref="NotRunnableException">The copy does not compile.</exception>
    public static LoadedProgram Load(CSharpCompilation program)
    {
        SyntaxTree tree = program.SyntaxTrees[0];
        SyntaxNode copy = new Instrumentation(program.GetSemanticModel(tree)).Visit(tree.GetRoot())!;
        CSharpCompilation instrumented = Empty
            .WithOptions(Empty.Options.WithNullableContextOptions(NullableContextOptions.Disable))
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(copy.ToFullString(), Parsing));
        using var image = new MemoryStream();
        var result = instrumented.Emit(image);
        if (!result.Success)
            throw new NotRunnableException(
                string.Join('\n', result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error)) + "\n" + copy.ToFullString());
        image.Position = 0;
        return new LoadedProgram(image);
    }

    private static IEnumerable<string> References()
    {
        string[] wanted = ["System.Runtime.dll", "System.Collections.dll", "System.Linq.dll", "System.Private.CoreLib.dll"];
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return
        [
            .. wanted.Select(name => Path.Combine(framework, name)),
            typeof(PidHandle).Assembly.Location, typeof(Oracle).Assembly.Location,
        ];
    }

    /// <summary>A program in memory, until it is disposed.</summary>
    internal sealed class LoadedProgram : IDisposable
    {
        private readonly AssemblyLoadContext _context = new("program", isCollectible: true);
        private readonly Type _subject;

        public LoadedProgram(Stream image) =>
            _subject = _context.LoadFromStream(image).GetType(Subject)
                ?? throw new InvalidOperationException("The program has no subject.");

        // The one thing that can not be said without reflection: an instance of a type that did not exist.
        public OracleProgram Create() => (OracleProgram)Activator.CreateInstance(_subject)!;

        public void Dispose() => _context.Unload();
    }
}
