using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes;
using Utrace.Analyzers.Rules;

namespace Utrace.Analyzers;

/// <summary>Runs the lifetime analysis once a method body and reports what the rules make of its findings.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LifetimeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Catalogue.Descriptors;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.RegisterCompilationStartAction(start =>
        {
            var declared = DeclaredContracts.Read(start.Compilation, start.Options.AdditionalFiles, start.CancellationToken);
            if (!declared.Files.IsEmpty)
                start.RegisterAdditionalFileAction(file => CheckContractFile(file, declared));
            if (CompilationLifetimes.Of(start.Compilation, declared, start.Options, start.CancellationToken) is not { } lifetimes)
                return;
            start.RegisterCompilationEndAction(end => ReportAll(lifetimes.FindingsOnOptions(end.CancellationToken), end.ReportDiagnostic));
            start.RegisterOperationBlockAction(block => AnalyseBodies(block, lifetimes));
            start.RegisterSymbolAction(
                symbol => ReportAll(lifetimes.FindingsOn(symbol.Symbol), symbol.ReportDiagnostic),
                SymbolKind.Field,
                SymbolKind.Method,
                SymbolKind.Property,
                SymbolKind.NamedType);
            start.RegisterSymbolStartAction(
                type =>
                {
                    // At the end of a type its bodies are analysed, and their results are there.
                    if (lifetimes.MayOwn((INamedTypeSymbol)type.Symbol))
                        type.RegisterSymbolEndAction(end =>
                            ReportAll(lifetimes.OwnersIn((INamedTypeSymbol)end.Symbol, end.CancellationToken), end.ReportDiagnostic));
                },
                SymbolKind.NamedType);
        });
    }

    private static void CheckContractFile(AdditionalFileAnalysisContext context, DeclaredContracts declared)
    {
        foreach (var file in declared.Files)
            if (file.Path == context.AdditionalFile.Path)
                ReportAll(CompilationLifetimes.FindingsIn(file), context.ReportDiagnostic);
    }

    private static void AnalyseBodies(OperationBlockAnalysisContext context, CompilationLifetimes lifetimes)
    {
        var seen = new HashSet<IOperation>();
        foreach (var block in context.OperationBlocks)
        {
            var root = block;
            while (root.Parent is { } parent)
                root = parent;
            if (root.Kind is OperationKind.Attribute or OperationKind.ParameterInitializer || !seen.Add(root))
                continue;
            ReportAll(
                lifetimes.FindingsIn(root, context.OwningSymbol, () => context.GetControlFlowGraph(block), context.CancellationToken),
                context.ReportDiagnostic);
        }
    }

    private static void ReportAll(IEnumerable<Finding> findings, Action<Diagnostic> report)
    {
        foreach (var finding in findings)
            if (Catalogue.Judge(finding) is { } diagnostic)
                report(diagnostic);
    }
}
