using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers;
using Utrace.CodeFixes.Counted;
using Utrace.CodeFixes.ReadSide;
using Utrace.CodeFixes.Tasks;
using Utrace.CodeFixes.Tasks.Held;

namespace Utrace.Benchmarks;

/// <summary>What "fix all" costs on a project with 500 faults of a rule in 100 files, and whether it repairs them all.</summary>
internal static class FixAllCost
{
    private const int Files = 100;
    private const int FaultsPerFile = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>A rule, its fix, and a method with one fault. A number takes the place of the #.</summary>
    private static readonly (string Id, CodeFixProvider Fix, string Method)[] Cases =
    [
        ("UTR1001", new UnprotectedLookupFix(), "public static string? M#(PidHandle pid) { var task = pid.Task(); return task?.Comm; }"),
        ("UTR1003", new HeldTaskFix(), """
            private sealed class Holder#
            {
                private TaskStruct? held;
                public void Hold(PidHandle pid)
                {
                    using (Rcu.EnterReadScope())
                        held = pid.Task();
                }
            }
            """),
        ("UTR1005", new AttachByTaskFix(), """
            public static void M#(PidHandle pid, UtraceEngineOps ops)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    using var attached = UtraceEngine.AttachTask(task!, AttachFlags.Create, ops);
                }
            }
            """),
        ("UTR2001", new MissingPutFix(), "public static int M#(IUtraceKernel kernel) { var found = kernel.FindGetPid(#); return found is null ? 0 : found.Number; }"),
        ("UTR2002", new DoublePutFix(), "public static void M#(PidHandle pid) { var own = pid.Get(); own.Put(); own.Put(); }"),
        ("UTR2005", new LostReferenceFix(), "public static void M#(IUtraceKernel kernel) { var found = kernel.FindGetPid(#); found = kernel.FindGetPid(1); found?.Put(); }"),
        ("UTR4001", new OpenSectionFix(), """
            public static void M#(PidHandle pid, bool flag)
            {
                Rcu.ReadLock();
                System.Console.WriteLine(pid.Task()?.Comm);
                if (flag)
                    return;
                Rcu.ReadUnlock();
            }
            """),
    ];

    /// <returns>Whether all was repaired within the limit.</returns>
    public static async Task<bool> PrintAsync(TextWriter output)
    {
        await output.WriteLineAsync($"fix all, {Files * FaultsPerFile} faults in {Files} files");
        var isFast = true;
        foreach (var (id, fix, method) in Cases)
        {
            using var workspace = new AdhocWorkspace();
            var project = Generate(workspace, method);
            var faults = await FaultsAsync(project, id);
            var watch = Stopwatch.StartNew();
            var repaired = await RepairAsync(project, fix, id);
            var took = watch.Elapsed;
            var left = await FaultsAsync(repaired, id);
            isFast &= took < Limit && faults.Length == Files * FaultsPerFile && left.IsEmpty;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{id}  {faults.Length,4} faults, {left.Length} left  {took.TotalSeconds,6:0.0} s"));
        }

        return isFast;
    }

    private static Project Generate(AdhocWorkspace workspace, string method)
    {
        var id = ProjectId.CreateNewId();
        var solution = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(id, VersionStamp.Default, "Faulty", "Faulty", LanguageNames.CSharp)
                .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
                .WithMetadataReferences(Compilations.References));
        for (var file = 0; file < Files; file++)
        {
            var number = file * FaultsPerFile;
            var methods = Enumerable.Range(number, FaultsPerFile).Select(i => method.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            solution = solution.AddDocument(
                DocumentId.CreateNewId(id), $"File{file}.cs", SourceText.From($"using Utrace;\n\npublic static class Class{file}\n{{\n{string.Join("\n\n", methods)}\n}}\n"));
        }

        return solution.GetProject(id)!;
    }

    private static async Task<ImmutableArray<Diagnostic>> FaultsAsync(Project project, string id)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var found = await compilation.WithAnalyzers([new LifetimeAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. found.Where(diagnostic => diagnostic.Id == id)];
    }

    private static async Task<Project> RepairAsync(Project project, CodeFixProvider fix, string id)
    {
        var context = new FixAllContext(
            project, fix, FixAllScope.Project, fix.GetType().Name, [id], new Faults(id), CancellationToken.None);
        if (await fix.GetFixAllProvider()!.GetFixAsync(context) is not { } action)
            return project;
        var applied = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        return applied.ChangedSolution.GetProject(project.Id)!;
    }

    private sealed class Faults(string id) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await FaultsAsync(project, id);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await FaultsAsync(document.Project, id)).Where(fault => fault.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
