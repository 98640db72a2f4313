using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Neighbours;

/// <summary>
/// Takes back what the ownership rules for disposables of other analyzers say of counted references: they know nothing of contracts,
/// ours are the authority there, and nobody is to be told twice. What they say of any other disposable stands.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OwnershipSuppressor : DiagnosticSuppressor
{
    private static readonly ImmutableDictionary<string, SuppressionDescriptor> Descriptors = new[]
    {
        Of("CA1001", "UTR2004 and UTR3004 tell of a type that never puts the counted references it owns"),
        Of("CA2000", "UTR2001 and UTR3001 follow the counted reference to its put, over contracts that CA2000 does not know"),
        Of("CA2213", "UTR2004 and UTR3004 tell of a field whose counted reference is never put"),
        Of("IDISP001", "UTR2001 and UTR3001 follow the counted reference to its put, over contracts that IDISP001 does not know"),
        Of("IDISP002", "UTR2004 and UTR3004 tell of a field whose counted reference is never put"),
        Of("IDISP003", "UTR2005 and UTR3005 tell of a counted reference that is overwritten"),
        Of("IDISP004", "UTR2005 and UTR3005 tell of a counted reference that is dropped; one that is lent is none"),
        Of("IDISP006", "UTR2004 and UTR3004 tell of a type that never puts the counted references it owns"),
        Of("IDISP007", "contracts say who owns a counted reference, and UTR2002 and UTR3002 tell of one that is put too often"),
        Of("IDISP008", "contracts say who owns the counted reference in a field"),
        Of("IDISP011", "UTR2003 and UTR3003 tell of a counted reference that is returned after its put"),
        Of("IDISP016", "UTR2003 and UTR3003 tell of a counted reference that is used after its put"),
        Of("IDISP017", "UTR2006 and UTR3006 tell of a counted reference that is put only on the way without exceptions"),
    }.ToImmutableDictionary(descriptor => descriptor.SuppressedDiagnosticId);

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
        [.. Descriptors.Values.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        var declared = DeclaredContracts.Read(context.Compilation, context.Options.AdditionalFiles, context.CancellationToken);
        if (ContractReader.For(context.Compilation, declared) is not { } contracts)
            return;
        foreach (var diagnostic in context.ReportedDiagnostics)
            if (diagnostic.Location.SourceTree is { } tree
                && Descriptors.TryGetValue(diagnostic.Id, out var descriptor)
                && new DisposableSubject(context.GetSemanticModel(tree), contracts, context.CancellationToken).IsCounted(
                    tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)))
                context.ReportSuppression(Suppression.Create(descriptor, diagnostic));
    }

    private static SuppressionDescriptor Of(string id, string justification) => new("UTR" + id, id, justification);
}
