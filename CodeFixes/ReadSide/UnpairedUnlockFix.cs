using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Counted;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.ReadSide;

/// <summary>
/// UTR4002: takes the unlock away; where another way needs it, the one above that left nothing to close. Where a private method closes
/// the section of its callers, says so.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnpairedUnlockFix))]
[Shared]
public sealed class UnpairedUnlockFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR4002"];

    private protected override string Title => "Remove the unlock";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (fault.Node is not InvocationExpressionSyntax call)
            return [];
        if (HelperContract.IsRelied(fault.File, call, MethodTraits.ReleasesReadLock))
            return HelperContract.Declare(fault.File.Afresh(), call, MethodTraits.ReleasesReadLock) is { } word ? [word] : [];
        if (await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        foreach (var candidate in Candidates(fault.File, call))
        {
            var file = fault.File.Afresh();
            if (Remove(file, candidate) && SolutionEdits.Of(file) is { } edits && await trial.LeavesAsync(edits).ConfigureAwait(false) is not null)
                return [candidate == call ? new Remedy("This", "Remove the unlock", edits) : new Remedy("Other", "Remove the unlock above", edits)];
        }

        return [];
    }

    /// <summary>
    /// The unlock itself, and those above it, the nearest first. What a <c>finally</c> closes is closed on every way: there it is
    /// the others that are too many.
    /// </summary>
    private static IEnumerable<InvocationExpressionSyntax> Candidates(SourceFile file, InvocationExpressionSyntax call)
    {
        var above = SectionNeeds.Moving(file, [Mentions.FunctionOf(call)], MethodTraits.ReleasesReadLock)
            .Where(other => other.SpanStart < call.SpanStart && SyntaxFactory.AreEquivalent(other, call)).Reverse().ToList();
        return call.FirstAncestorOrSelf<FinallyClauseSyntax>() is null ? [call, .. above] : [.. above, call];
    }

    private static bool Remove(SourceFile file, InvocationExpressionSyntax call)
    {
        if (call.Parent is AnonymousFunctionExpressionSyntax lambda && !new ExpressionBody(call).Returns(file.Model)
            && !new ExpressionBody(call).IsTree(file.Model))
        {
            file.Edits.Replace(lambda.ExpressionBody!.Span, "{ }");
            return true;
        }

        // What else the call does (it is handed something, or is no lock but a method that also unlocks) would be lost.
        if (call.ArgumentList.Arguments.Count > 0 || call.Parent is ExpressionStatementSyntax { Parent: LabeledStatementSyntax }
            || SectionNeeds.IsConditionallyCompiled(file, call.FirstAncestorOrSelf<StatementSyntax>()?.FullSpan ?? call.FullSpan))
            return false;
        return PutRemoval.DeleteCall(file, call);
    }
}
