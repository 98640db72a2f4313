using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Utrace.CodeFixes.Tests.Running;

/// <summary>The module of a case with what drives it, compiled once and run over all points at which the target may be reaped.</summary>
internal sealed partial class CompiledCase : IDisposable
{
    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.Latest);

    private readonly AssemblyLoadContext _context = new("case", isCollectible: true);
    private readonly RunnableCase _subject;

    private CompiledCase(Stream image)
    {
        Assembly assembly = _context.LoadFromStream(image);
        // The one thing that can not be said without reflection: an instance of a type that did not exist.
        _subject = (RunnableCase)assembly.CreateInstance("Driver")!;
    }

    /// <summary>Compiles a case.</summary>
    /// <param name="module">The module, marked as in a test.</param>
    /// <param name="driver">The statements that use it.</param>
    /// <param name="cancellation">Cancels the wait for the framework's references.</param>
    public static async Task<CompiledCase> OfAsync(string module, string driver, CancellationToken cancellation)
    {
        // What a sample leaves open is filled in: its kernel and its ops.
        string source = Marks().Replace(module, "")
            .Replace("_kernel = null!", "_kernel = Driver.Kernel", StringComparison.Ordinal)
            .Replace("_ops = null!", "_ops = Driver.Ops", StringComparison.Ordinal);
        var references = await Framework.Net10.ResolveAsync(LanguageNames.CSharp, cancellation);
        var compilation = CSharpCompilation.Create(
            "Case",
            new[] { source, Framework.Usings, Driver(driver) }.Select(text => CSharpSyntaxTree.ParseText(text, s_parsing, cancellationToken: cancellation)),
            [.. references, Framework.Binding, MetadataReference.CreateFromFile(typeof(RunnableCase).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image, cancellationToken: cancellation);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        return new CompiledCase(image);
    }

    /// <summary>What a module breaks by findings that are marked in it, as far as those of other rules than the fixed one go.</summary>
    public static IReadOnlyCollection<LifetimeViolationKind> KnownIn(string module) =>
        module.Contains("{|UTR4003:", StringComparison.Ordinal) ? [LifetimeViolationKind.SectionOpenAtBlockingCall] : [];

    /// <summary>One run for each point at which the target may be reaped, and one in which it never is.</summary>
    public List<CaseRun> RunAll()
    {
        CaseRun undisturbed = CaseRun.Of(_subject, int.MaxValue);
        return [undisturbed, .. Enumerable.Range(0, undisturbed.Points).Select(point => CaseRun.Of(_subject, point))];
    }

    public void Dispose() => _context.Unload();

    private static string Driver(string statements) => $$"""
        public sealed class Driver : Utrace.CodeFixes.Tests.Running.RunnableCase
        {
            public static IUtraceKernel Kernel = null!;
            public static UtraceEngineOps Ops = null!;

            public override void Run(IUtraceKernel kernel, int target, Action reap)
            {
                Kernel = kernel;
                Ops = new SilentOps();
                {{statements}}
            }

            private sealed class SilentOps : UtraceEngineOps { }
        }
        """;

    [GeneratedRegex(@"\{\|[A-Z0-9]+:|\|\}")]
    private static partial Regex Marks();
}
