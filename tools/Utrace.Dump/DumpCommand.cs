using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Dump;

/// <summary>
/// Shows what the analysis knows at each block of a method: <c>dotnet run --project tools/Utrace.Dump -- FILE METHOD [--dot]</c>.
/// The file is compiled on its own, with the binding and the usual global usings.
/// </summary>
public static class DumpCommand
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks; global using Utrace; global using Utrace.Contracts;
        """;

    /// <summary>Runs the command; 0 when the method was shown.</summary>
    /// <param name="args">The file, the method's name, and <c>--dot</c> for a Graphviz picture instead of text.</param>
    /// <param name="output">Where the dump goes.</param>
    /// <param name="error">Where what went wrong goes.</param>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        var names = args.Where(arg => arg != "--dot").ToArray();
        if (names is not [var file, var name] || !File.Exists(file))
        {
            error.WriteLine("usage: FILE METHOD [--dot]");
            return 2;
        }

        var tree = CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file);
        var compilation = Compile(tree);
        var methods = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Where(method => method.Identifier.ValueText == name);
        var shown = false;
        foreach (var method in methods)
        {
            var symbol = compilation.GetSemanticModel(tree).GetDeclaredSymbol(method)!;
            if (CompilationLifetimes.Of(compilation)?.Dump(symbol, CancellationToken.None) is not { } dump)
                continue;
            output.Write(args.Contains("--dot") ? dump.ToGraphviz() : dump.ToText());
            shown = true;
        }

        if (!shown)
            error.WriteLine($"'{file}' has no method '{name}' with a body");
        return shown ? 0 : 1;
    }

    private static CSharpCompilation Compile(SyntaxTree tree)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create(
            "Dumped",
            [tree, CSharpSyntaxTree.ParseText(Usings)],
            platform.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
