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

namespace Utrace.CodeFixes.Engines;

/// <summary>
/// UTR3007: asks for the answer, and hands a failure on in the way of the method: it returns it, or throws; a detach that is not done
/// is waited for. Or says that the answer does not matter, which is all that is offered where nothing may be thrown.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DroppedResultFix))]
[Shared]
public sealed class DroppedResultFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR3007"];

    private protected override string Title => "Check the answer";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (fault.Node is not ExpressionSyntax call || await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        var remedies = ImmutableArray.CreateBuilder<Remedy>();
        foreach (var propose in new Func<SourceFile, ExpressionSyntax, Remedy?>[] { Wait, Return, Throw, Discard })
            if (propose(fault.File.Afresh(), call) is { } remedy && await trial.LeavesAsync(remedy.Edits).ConfigureAwait(false) is not null)
                remedies.Add(remedy);
        return remedies.ToImmutable();
    }

    private static Remedy? Wait(SourceFile file, ExpressionSyntax call) =>
        InvocationIn(call) is { } invocation && PendingDetach.Of(invocation, file) is { } detach
        && call.Parent is ExpressionStatementSyntax statement
        && AnswerCheck.Write(file, statement, detach.Whole, " == " + detach.Pending, "_ = " + detach.Barrier + ";")
        && SolutionEdits.Of(file) is { } edits
            ? new Remedy("Wait", $"Call '{detach.Barrier}' where the answer is '{detach.Pending}'", edits)
            : null;

    private static Remedy? Return(SourceFile file, ExpressionSyntax call) =>
        FailureExit.MayReturn(file, call) ? Ask(file, call, "Return", "Return a failure", error => $"return {error};") : null;

    private static Remedy? Throw(SourceFile file, ExpressionSyntax call) =>
        FailureExit.MayThrow(file, call) ? Ask(file, call, "Throw", "Throw on failure", error => FailureExit.Throw(file, call, error)) : null;

    private static Remedy? Ask(SourceFile file, ExpressionSyntax call, string kind, string title, Func<string, string> then)
    {
        if (InvocationIn(call) is not { } invocation || file.Api.Failure is not var (answers, _) || !AnswerCheck.KnowsPatterns(file)
            || file.Model.GetSymbolInfo(invocation, file.Cancellation).Symbol is not IMethodSymbol method
            || Answers(file, method, invocation, answers) is not { } fine)
            return null;
        var whole = WithAwait(call);
        switch (whole.Parent)
        {
            case ExpressionStatementSyntax statement:
                var name = FreeName.Near(call, "error");
                var type = file.Model.GetTypeInfo(whole, file.Cancellation).Type;
                var test = type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
                    ? $" is {{ }} {name} and not {fine}" : $" is not {fine} and var {name}";
                if (!AnswerCheck.Write(file, statement, whole, test, then(name)))
                    return null;
                break;
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax statement } kept }:
                if (!AskBelow(file, statement, kept.Identifier.Text, fine, then))
                    return null;
                break;
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax kept, Parent: ExpressionStatementSyntax statement }:
                if (!AskBelow(file, statement, kept.Identifier.Text, fine, then))
                    return null;
                break;
            default:
                return null;
        }

        return SolutionEdits.Of(file) is { } edits ? new Remedy(kind, title, edits) : null;
    }

    private static bool AskBelow(SourceFile file, StatementSyntax statement, string answer, string fine, Func<string, string> then)
    {
        var test = fine.StartsWith("(", StringComparison.Ordinal) ? $"{answer} is not {fine}" : $"{answer} != {fine}";
        return StatementRun.ListOf(statement) is { } list
            && new StatementRun(list, list.IndexOf(statement), list.IndexOf(statement)).Write(
                file, new Frame([], 0, [new(0, $"if ({test})"), new(1, then(answer))]));
    }

    private static Remedy? Discard(SourceFile file, ExpressionSyntax call)
    {
        var whole = WithAwait(call);
        if (!file.Model.LookupSymbols(call.SpanStart, name: "_").IsEmpty)
            return null;
        switch (whole.Parent)
        {
            case EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } kept,
            }:
                if (file.Model.GetDeclaredSymbol(kept, file.Cancellation) is not { } local || Mentions.Of(local, kept, file).Count > 0)
                    return null;
                file.Edits.Replace(TextSpan.FromBounds(statement.SpanStart, kept.Identifier.Span.End), "_");
                break;
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax kept }:
                file.Edits.Replace(kept.Span, "_");
                break;
            case ExpressionStatementSyntax or ForStatementSyntax or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax:
                file.Edits.Insert(whole.SpanStart, "_ = ");
                break;
            default:
                return null;
        }

        return SolutionEdits.Of(file) is { } edits ? new Remedy("Discard", "Say that the answer does not matter: '_ = ...'", edits) : null;
    }

    /// <summary>
    /// The answers that are no failure: one that says only that it is not done yet, or that there is nothing left to do (a task that is
    /// gone needs no resume).
    /// </summary>
    private static string? Answers(SourceFile file, IMethodSymbol method, InvocationExpressionSyntax call, INamedTypeSymbol answers)
    {
        var given = method.ReturnType is INamedTypeSymbol { TypeArguments: [var later] } ? later : method.ReturnType;
        if (!SymbolEqualityComparer.Default.Equals(given, answers))
            return null;
        var name = file.Imports.NameOf(answers, call.SpanStart);
        var other = (file.Contracts.TraitsOf(method) & MethodTraits.AwaitsCallbacks) != 0 || Lets(call, "Resume") ? "ESRCH"
            : file.Contracts.Engines.DetachOf(method) is not null && !IsDoneAtOnce(call) || RequestsEvents(file, method) ? "EINPROGRESS"
            : null;
        return other is null ? name + ".None" : $"({name}.None or {name}.{other})";
    }

    /// <summary>Whether what is asked is in effect, or is not, when the call returns: all that resumes is.</summary>
    private static bool IsDoneAtOnce(InvocationExpressionSyntax call) =>
        Lets(call, "SingleStep") || Lets(call, "BlockStep") || Lets(call, "Report") || Lets(call, "Interrupt");

    /// <summary>Whether an argument of a call is an action of some name.</summary>
    private static bool Lets(InvocationExpressionSyntax call, string action) => call.ArgumentList.Arguments.Any(argument =>
        argument.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name == action);

    /// <summary>Whether a call says of what an engine is told: it is done, whatever callback of what was asked before is running.</summary>
    private static bool RequestsEvents(SourceFile file, IMethodSymbol method) =>
        method.Parameters.Any(parameter => (file.Contracts.TraitsOf(parameter) & ReferenceTraits.RequestsEvents) != 0);

    /// <summary>The call with the await, and what is configured of it, around it.</summary>
    private static ExpressionSyntax WithAwait(ExpressionSyntax call)
    {
        var task = Expressions.CallOn(call) is { ArgumentList.Arguments.Count: 1 } configured ? configured : call;
        return task.Parent is AwaitExpressionSyntax waits ? waits : call;
    }

    private static InvocationExpressionSyntax? InvocationIn(ExpressionSyntax call) =>
        call as InvocationExpressionSyntax ?? (call as ConditionalAccessExpressionSyntax)?.WhenNotNull as InvocationExpressionSyntax;
}
