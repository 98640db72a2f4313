using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>
/// A parameter that an async method uses behind an <c>await</c>: a reference on its pid is taken in front of the first, while the
/// caller still vouches for the task, and the task is looked up again behind it.
/// </summary>
/// <remarks>An iterator begins to run when its caller may be long gone: there is no place to take the reference in.</remarks>
internal static class AwaitedTask
{
    public static async Task<Remedy?> ProposeAsync(Fault fault)
    {
        var file = fault.File.Afresh();
        if (Expressions.Bare(fault.Node as ExpressionSyntax) is not IdentifierNameSyntax name
            || file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is not IParameterSymbol { RefKind: RefKind.None } task
            || file.Contracts.RoleOf(task.Type) != TypeRole.Protected || HandleApi.Of(task.Type, file) is not { } api
            || BodyOf(Mentions.FunctionOf(name)) is not { } body
            || !SymbolEqualityComparer.Default.Equals(file.Model.GetEnclosingSymbol(name.SpanStart, file.Cancellation), task.ContainingSymbol)
            || Suspensions(body).Exists(node => node is YieldStatementSyntax)
            || Mentions.Of(task, name, file) is var mentions && mentions.Exists(mention =>
                Mentions.IsWritten(mention) || Mentions.FunctionOf(mention) != Mentions.FunctionOf(name)))
            return null;
        var list = body.Statements.ToList();
        var first = list.FindIndex(statement => Mentions.GivesUpControl([statement]));
        if (first < 0 || list.Take(first).Any(statement => statement is LabeledStatementSyntax or LocalFunctionStatementSyntax))
            return null;

        var isNullable = task.NullableAnnotation == NullableAnnotation.Annotated;
        var pid = FreeName.Near(name, HeldValue.Renamed(task.Name) is var wanted && wanted == task.Name ? wanted + "Pid" : wanted);
        var declared = file.Layout.UsesVar ? "var" : file.Imports.NameOf(api.Pid, name.SpanStart) + (isNullable ? "?" : "");
        var line = $"using {declared} {pid} = {task.Name}{(isNullable ? "?." : ".")}{api.GetPid}();";
        var steps = new Steps(file);
        return new StatementRun(list, first, first).Write(file, Frame.Above(line))
            && await steps.NextAsync(name.Span).ConfigureAwait(false) is [var span]
            && LookUp(steps.File, span, pid, isNullable, api)
            && steps.Finish() is { } edits
                ? new Remedy("Pid", $"Hold a {api.Pid.Name} across the await and look the task up again", edits)
                : null;
    }

    /// <summary>Makes each mention behind an await a lookup by the pid.</summary>
    private static bool LookUp(SourceFile edited, TextSpan span, string pid, bool isNullable, HandleApi api)
    {
        if (edited.Root.FindNode(span, getInnermostNodeForTie: true) is not IdentifierNameSyntax name
            || edited.Model.GetSymbolInfo(name, edited.Cancellation).Symbol is not { } task
            || BodyOf(Mentions.FunctionOf(name)) is not { } body)
            return false;
        var suspensions = Suspensions(body);
        var uses = Mentions.Of(task, name, edited).FindAll(mention => body.Span.Holds(mention) && IsBehind(mention, suspensions, body))
            .ConvertAll(mention => HeldUse.Of(mention, edited));
        return !uses.Exists(use => use.Need is Need.Impossible or Need.Write)
            && HeldUses.Rewrite(edited, uses, new HeldValue(task, isNullable, api) { TaskName = "found" }, pid);
    }

    private static bool IsBehind(SyntaxNode mention, List<SyntaxNode> suspensions, BlockSyntax body) =>
        suspensions.Exists(node => EndOf(node) <= mention.SpanStart)
        || mention.Ancestors().TakeWhile(outer => outer != body)
            .Any(outer => Jumps.IsLoop(outer) && suspensions.Exists(outer.Contains));

    /// <summary>Behind what of it control may have been given up.</summary>
    private static int EndOf(SyntaxNode suspension) => suspension switch
    {
        AwaitExpressionSyntax wait => wait.Span.End,
        CommonForEachStatementSyntax loop => loop.Expression.Span.End,
        _ => suspension.SpanStart,
    };

    private static List<SyntaxNode> Suspensions(BlockSyntax body) =>
        [.. Mentions.SameFunction([body]).Where(Mentions.IsSuspension)];

    private static BlockSyntax? BodyOf(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.Body,
        LocalFunctionStatementSyntax local => local.Body,
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        _ => null,
    };
}
