using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks;

/// <summary>
/// UTR1006: asks whether there is a task. Where nothing but a value or a call is wanted of it, by <c>?.</c>; or leaves early where
/// there is none; or does only where there is one what needs it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UncheckedTaskFix))]
[Shared]
public sealed class UncheckedTaskFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR1006"];

    private protected override string Title => "Check whether there is a task";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        var node = fault.Node is ArgumentSyntax argument ? argument.Expression : fault.Node;
        if (node is not ExpressionSyntax task || await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        var remedies = ImmutableArray.CreateBuilder<Remedy>();
        foreach (var propose in new Func<SourceFile, ExpressionSyntax, Remedy?>[] { Conditional, Guard, Wrap })
            if (propose(fault.File.Afresh(), task) is { } remedy && await trial.LeavesAsync(remedy.Edits).ConfigureAwait(false) is not null)
                remedies.Add(remedy);
        return remedies.ToImmutable();
    }

    private static Remedy? Conditional(SourceFile file, ExpressionSyntax task)
    {
        var dressed = Expressions.Dressed(task);
        if (dressed.Parent is not MemberAccessExpressionSyntax access || access.Expression != dressed
            || !access.IsKind(SyntaxKind.SimpleMemberAccessExpression))
            return null;
        ExpressionSyntax chain = access;
        while (chain.Parent is InvocationExpressionSyntax call && call.Expression == chain
            || chain.Parent is MemberAccessExpressionSyntax further && further.Expression == chain
            || chain.Parent is ElementAccessExpressionSyntax element && element.Expression == chain)
            chain = (ExpressionSyntax)chain.Parent;
        if (!MayBeNothing(file, chain))
            return null;
        file.Edits.Insert(access.OperatorToken.SpanStart, "?");
        return SolutionEdits.Of(file) is { } edits ? new Remedy("Conditional", $"Use '?.' on '{task}'", edits) : null;
    }

    /// <summary>Whether nothing is as good as what a chain gives, for who wants it: it is a statement, or a value that is handed on.</summary>
    private static bool MayBeNothing(SourceFile file, ExpressionSyntax chain)
    {
        if (chain.Parent is ExpressionStatementSyntax)
            return true;
        var type = file.Model.GetTypeInfo(chain, file.Cancellation);
        if (type.Type is not { IsReferenceType: true } || file.Contracts.RoleOf(type.Type) != TypeRole.Plain
            || !SymbolEqualityComparer.Default.Equals(type.Type, type.ConvertedType) && type.ConvertedType?.SpecialType != SpecialType.System_Object)
            return false;
        return Expressions.Dressed(chain).Parent switch
        {
            ReturnStatementSyntax or ArrowExpressionClauseSyntax or InterpolationSyntax => true,
            ArgumentSyntax { RefKindKeyword.RawKind: 0 } => true,
            BinaryExpressionSyntax binary => (SyntaxKind)binary.RawKind is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
                || binary.IsKind(SyntaxKind.CoalesceExpression) && binary.Left == chain,
            _ => false,
        };
    }

    private static Remedy? Guard(SourceFile file, ExpressionSyntax task)
    {
        if (PlaceOf(file, task) is not { } place || Variable(file, task, place, out var declared, out var lines) is not { } name
            || EarlyExit.At(file, place.Nodes.First(), declared) is not { } exit)
            return null;
        var frame = new Frame([.. lines.Select(line => new FrameLine(0, line)), new(0, $"if ({name} {(ComparesNull(file) ? "==" : "is")} null)"), new(1, exit)], 0, []);
        var verb = exit == "continue;" ? "Go on to the next" : "Return";
        return place.Write(file, frame) && SolutionEdits.Of(file) is { } edits ? new Remedy("Guard", verb + " where there is no task", edits) : null;
    }

    private static Remedy? Wrap(SourceFile file, ExpressionSyntax task)
    {
        if (PlaceOf(file, task) is not { } place || Variable(file, task, place, out _, out var lines) is not { } name)
            return null;
        if (lines.IsEmpty && place is StatementRun run && file.Model.GetSymbolInfo(Expressions.Bare(task)!, file.Cancellation).Symbol is { } variable)
        {
            var later = Mentions.Of(variable, task, file).Where(mention => !Mentions.IsNullTest(mention) && !Mentions.IsWritten(mention)).ToList();
            place = run.Extend(run.List.FindLastIndex(statement => later.Exists(mention => statement.Span.Holds(mention))));
        }

        if (SectionNeeds.IsConditionallyCompiled(file, place.Span))
            return null;
        var frame = Frame.Above(lines).Around(Frame.Block($"if ({name} {(ComparesNull(file) ? "!=" : "is not")} null)"));
        return BlockWriter.Write(file, place, frame, _ => false, _ => null) && SolutionEdits.Of(file) is { } edits
            ? new Remedy("Wrap", "Do what needs the task only where there is one", edits)
            : null;
    }

    /// <summary>The statement whose first step is the use; null where the use is reached only sometimes, or each time round a loop.</summary>
    private static Place? PlaceOf(SourceFile file, ExpressionSyntax task) =>
        Place.Around(task) is { } place and not ExpressionBody && !place.IsLoopHeader(task)
        && Mentions.FunctionOf(task) == Mentions.FunctionOf(place.Nodes.First())
        && !Expressions.IsReachedConditionally(task, place.Span)
            ? place
            : null;

    /// <summary>
    /// The variable that holds the task, and where it got it. What is looked up in the middle of a statement goes into a new one above,
    /// if nothing that is done before it in the statement could be seen to be done after it.
    /// </summary>
    private static string? Variable(SourceFile file, ExpressionSyntax task, Place place, out SyntaxNode declared, out ImmutableArray<string> lines)
    {
        var bare = Expressions.Bare(task)!;
        lines = [];
        declared = bare;
        if (bare is IdentifierNameSyntax name)
        {
            var symbol = file.Model.GetSymbolInfo(name, file.Cancellation).Symbol;
            if (symbol is not (ILocalSymbol or IParameterSymbol) || symbol.DeclaringSyntaxReferences is not [var reference]
                || place.Span.Contains(reference.Span)
                || Mentions.Of(symbol, task, file).Exists(mention => place.Span.Holds(mention) && mention.SpanStart < name.SpanStart))
                return null;
            declared = reference.GetSyntax(file.Cancellation);
            return name.Identifier.Text;
        }

        if (file.Model.GetTypeInfo(bare, file.Cancellation).Type is not { } type || bare.ToString().Contains('\n')
            || place.Nodes.First().DescendantNodes().Any(node => node.SpanStart < bare.SpanStart && !node.Span.Contains(bare.Span)
                && node is InvocationExpressionSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax)
            || bare.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(part => file.Model.GetSymbolInfo(part, file.Cancellation).Symbol
                is ILocalSymbol { DeclaringSyntaxReferences: [var inner] } && place.Span.Contains(inner.Span)))
            return null;
        var local = FreeName.Near(task, "task");
        lines = [$"{(file.Layout.UsesVar ? "var" : file.Imports.NameOf(type, NullableFlowState.None, task.SpanStart))} {local} = {bare};"];
        file.Edits.Replace(task.Span, local);
        return local;
    }

    /// <summary>Whether the file asks for null by an operator, and not by a pattern.</summary>
    private static bool ComparesNull(SourceFile file) => file.Root.DescendantNodes().Any(node =>
        (node.IsKind(SyntaxKind.EqualsExpression) || node.IsKind(SyntaxKind.NotEqualsExpression))
        && Mentions.IsNull(((BinaryExpressionSyntax)node).Right));
}
