using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Engines;

/// <summary>
/// UTR3008: waits for the callback that may be running: where the answer says so, if the answer is to be had; otherwise in any case,
/// before what the callback uses goes away.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DetachWithoutBarrierFix))]
[Shared]
public sealed class DetachWithoutBarrierFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR3008"];

    private protected override string Title => "Wait for a callback that may be running";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (CallIn(fault.Node) is not { } call || await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        foreach (var propose in new Func<Fault, InvocationExpressionSyntax, Remedy?>[] { WherePending, Before })
            if (propose(fault, call) is { } remedy && await trial.LeavesAsync(remedy.Edits).ConfigureAwait(false) is not null)
                return [remedy];
        return [];
    }

    /// <summary>The call that is flagged, alone or with the question whether there is an engine.</summary>
    private static InvocationExpressionSyntax? CallIn(SyntaxNode node) =>
        node as InvocationExpressionSyntax ?? (node as ConditionalAccessExpressionSyntax)?.WhenNotNull as InvocationExpressionSyntax;

    private static Remedy? WherePending(Fault fault, InvocationExpressionSyntax call)
    {
        var file = fault.File.Afresh();
        return PendingDetach.Of(call, file) is { } detach && Write(file, detach) && SolutionEdits.Of(file) is { } edits
            ? new Remedy("Pending", $"Call '{detach.Barrier}' where the answer is '{detach.Pending}'", edits)
            : null;
    }

    private static bool Write(SourceFile file, PendingDetach detach)
    {
        var whole = detach.Whole;
        var wait = "_ = " + detach.Barrier + ";";
        switch (whole.Parent)
        {
            case ExpressionStatementSyntax statement:
                return AnswerCheck.Write(file, statement, whole, " == " + detach.Pending, wait);
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } when AnswerCheck.AnswerOf(statement) == whole:
                return AnswerCheck.Write(file, statement, whole, " == " + detach.Pending, wait);
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax kept, Parent: ExpressionStatementSyntax statement }:
                return WriteBelow(file, statement, kept.Identifier.Text, detach, wait);
            case EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } kept,
            }:
                return WriteBelow(file, statement, kept.Identifier.Text, detach, wait);
            default:
                return false;
        }
    }

    private static bool WriteBelow(SourceFile file, StatementSyntax statement, string answer, PendingDetach detach, string wait) =>
        StatementRun.ListOf(statement) is { } list
        && new StatementRun(list, list.IndexOf(statement), list.IndexOf(statement)).Write(
            file, new Frame([], 0, [new(0, $"if ({answer} == {detach.Pending})"), new(1, wait)]));

    /// <summary>Above the statement that takes away what the callback uses; below the detach where that is at the end of the block.</summary>
    private static Remedy? Before(Fault fault, InvocationExpressionSyntax call)
    {
        var file = fault.File.Afresh();
        if (PendingDetach.Of(call, file) is not { } detach || fault.Story is not [var torn, ..])
            return null;
        var statement = call.FirstAncestorOrSelf<StatementSyntax>();
        var place = fault.File.Root.FindNode(torn).FirstAncestorOrSelf<ExpressionStatementSyntax>(other => StatementRun.ListOf(other) is not null);
        var wait = "_ = " + detach.Barrier + ";";
        var written = place is not null && Mentions.FunctionOf(place) == Mentions.FunctionOf(call) && !place.Span.Contains(call.Span)
            ? Place.Around(place)!.Write(file, Frame.Above(wait))
            : statement is not null && StatementRun.ListOf(statement) is { } list && !Jumps.AlwaysLeaves(statement)
                && new StatementRun(list, list.IndexOf(statement), list.IndexOf(statement)).Write(file, Frame.Below(wait));
        return written && SolutionEdits.Of(file) is { } edits ? new Remedy("Before", $"Call '{detach.Barrier}' before", edits) : null;
    }
}
