using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>
/// UTR2002, UTR3002: takes the second put out where the first is always before it, the first where the second always follows, and the
/// written one where a <c>using</c> puts. What is given away as well is given a reference of its own, or held without <c>using</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DoublePutFix))]
[Shared]
public sealed class DoublePutFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR2002", "UTR3002"];

    private protected override string Title => "Put once what is put twice";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (fault.Story is not [var other, ..] || fault.Node is not ExpressionSyntax second
            || await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        var first = fault.File.Root.FindNode(other, getInnermostNodeForTie: true);
        var cures = new List<(int Left, Remedy Remedy)>();
        foreach (var remedy in Candidates(fault.File, first, second))
            if (await trial.LeavesAsync(remedy.Edits).ConfigureAwait(false) is { } left)
                cures.Add((left, remedy));
        // The sort is stable: of two that leave as much, the one that was thought of first.
        return [.. cures.OrderBy(cure => cure.Left).Select(cure => cure.Remedy)];
    }

    private static IEnumerable<Remedy> Candidates(SourceFile file, SyntaxNode first, ExpressionSyntax second)
    {
        var candidates = new List<Remedy?>();
        if (IsPut(file, second))
        {
            var name = PutOrder.VariableOf(file, second) is { } variable ? $" of '{variable.Name}'" : "";
            if (UsingAt(first) is { } held)
            {
                if (held.Span.Contains(second.Span) || ScopeOf(held).Contains(second.Span) || PutOrder.Of(file, HeldBy(held), second)?.IsAlwaysBefore() == true)
                    candidates.Add(Remove(file, second, "Written", $"Remove the put{name} that 'using' does"));
            }
            else if (first is ExpressionSyntax call && PutOrder.Of(file, call, second) is { } order)
            {
                if (order.IsAlwaysBefore())
                    candidates.Add(Remove(file, second, "Second", $"Remove the second put{name}"));
                if (IsPut(file, call) && order.IsAlwaysBehind())
                    candidates.Add(Remove(file, call, "First", $"Remove the first put{name}"));
            }
        }
        else if (GivenBy(file, second) is { } given)
        {
            if (UsingAt(first) is LocalDeclarationStatementSyntax held)
            {
                var isNext = StatementRun.ListOf(held) is { } list
                    && second.FirstAncestorOrSelf<StatementSyntax>() is { } giving && list.IndexOf(giving) == list.IndexOf(held) + 1;
                var own = GiveAnother(file, given);
                candidates.AddRange(isNext ? [WithoutUsing(file, held), own] : [own, WithoutUsing(file, held)]);
            }
            else if (first is ExpressionSyntax call && GivenBy(file, call) is { } earlier)
            {
                candidates.Add(GiveAnother(file, earlier));
            }
        }

        return candidates.OfType<Remedy>();
    }

    private static bool IsPut(SourceFile file, ExpressionSyntax expression) =>
        (expression as InvocationExpressionSyntax ?? (expression as ConditionalAccessExpressionSyntax)?.WhenNotNull) is { } call
        && file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is IMethodSymbol method && file.Api.IsPut(method);

    private static StatementSyntax? UsingAt(SyntaxNode first) => first.FirstAncestorOrSelf<StatementSyntax>() switch
    {
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration => declaration,
        UsingStatementSyntax statement => statement,
        ExpressionStatementSyntax => null,
        _ when first is UsingStatementSyntax statement => statement,
        _ => null,
    };

    private static ExpressionSyntax HeldBy(StatementSyntax held) =>
        (held as UsingStatementSyntax)?.Expression ?? held.DescendantNodes().OfType<ExpressionSyntax>().First();

    /// <summary>Up to where a <c>using</c> holds.</summary>
    private static TextSpan ScopeOf(StatementSyntax held) =>
        held is UsingStatementSyntax ? held.Span : TextSpan.FromBounds(held.SpanStart, held.Parent!.Span.End);

    private static Remedy? Remove(SourceFile seen, ExpressionSyntax call, string kind, string title)
    {
        var file = seen.Afresh();
        return PutRemoval.DeleteCall(file, call) && SolutionEdits.Of(file) is { } edits ? new Remedy(kind, title, edits) : null;
    }

    private static Remedy? WithoutUsing(SourceFile seen, LocalDeclarationStatementSyntax held)
    {
        var file = seen.Afresh();
        file.Edits.Delete(TextSpan.FromBounds(held.UsingKeyword.SpanStart, held.Declaration.SpanStart));
        return held.AwaitKeyword.IsKind(SyntaxKind.None) && held.Declaration.Variables is [var declared] && SolutionEdits.Of(file) is { } edits
            ? new Remedy("WithoutUsing", $"Declare '{declared.Identifier.ValueText}' without 'using'", edits)
            : null;
    }

    private static Remedy? GiveAnother(SourceFile seen, IdentifierNameSyntax given)
    {
        var file = seen.Afresh();
        if (file.Model.GetTypeInfo(given, file.Cancellation).Type is not { } type || file.Api.GetAnother(type) is not { } get)
            return null;
        file.Edits.Insert(given.Span.End, "." + get.Name + "()");
        return SolutionEdits.Of(file) is { } edits ? new Remedy("Another", $"Give away a reference of its own on '{given}'", edits) : null;
    }

    /// <summary>The variable that a call is given to own.</summary>
    private static IdentifierNameSyntax? GivenBy(SourceFile file, ExpressionSyntax expression) =>
        (expression as InvocationExpressionSyntax)?.ArgumentList.Arguments
            .Where(argument => Expressions.ParameterOf(argument, file.Model) is { } parameter
                && (file.Contracts.TraitsOf(parameter) & ReferenceTraits.Owned) != 0)
            .Select(argument => Expressions.Bare(argument.Expression)).OfType<IdentifierNameSyntax>().FirstOrDefault();
}
