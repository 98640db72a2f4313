using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Counted;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>
/// A parameter of a private iterator, which runs while its caller goes through what it gives: the caller lends the pid that it holds, and
/// the iterator looks the task up by it.
/// </summary>
/// <remarks>
/// Only where every call is gone through at once by a <c>foreach</c>, all of which the pid outlives: what is kept and gone through later
/// would run when the pid is put.
/// </remarks>
internal static class WalkedTask
{
    public static async Task<Remedy?> ProposeAsync(Fault fault)
    {
        var file = fault.File.Afresh();
        if (Expressions.Bare(fault.Node as ExpressionSyntax) is not IdentifierNameSyntax name
            || file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is not IParameterSymbol { RefKind: RefKind.None } task
            || file.Contracts.RoleOf(task.Type) != TypeRole.Protected || HandleApi.Of(task.Type, file) is not { } api
            || Mentions.FunctionOf(name) is not MethodDeclarationSyntax declaration
            || task.ContainingSymbol is not IMethodSymbol { IsIterator: true } method || !OwnMethod.IsOnlyOurs(method, file)
            || task.DeclaringSyntaxReferences is not [var declared]
            || declared.GetSyntax(file.Cancellation) is not ParameterSyntax { Type: not null, Default: null } parameter
            || !Write(file, task, declaration, parameter, api)
            || OwnMethod.CallsOf(method, declaration, file) is not { Count: > 0 } calls || !calls.TrueForAll(call => Lend(file, call, task))
            || SolutionEdits.Of(file) is not { } edits || await OwedPuts.OfHeldTask(fault).SettleAsync(edits).ConfigureAwait(false) is not { } settled)
            return null;
        return new Remedy("Pid", $"Lend a {api.Pid.Name} to '{method.Name}' instead of the task", settled);
    }

    private static bool Write(
        SourceFile file, IParameterSymbol task, MethodDeclarationSyntax declaration, ParameterSyntax parameter, HandleApi api)
    {
        var mentions = Mentions.Of(task, declaration, file);
        var uses = mentions.ConvertAll(mention => HeldUse.Of(mention, file));
        // Whether there was a task when the caller asked is not told by its pid.
        if (uses.Exists(use => use.Need is Need.Impossible or Need.Write)
            || mentions.Exists(mention => Mentions.FunctionOf(mention) != declaration || Mentions.IsNullTest(mention) && !Mentions.IsNameOf(mention.Parent)))
            return false;
        var isNullable = task.NullableAnnotation == NullableAnnotation.Annotated;
        var value = new HeldParameter(task, parameter, isNullable, api) { IsPidSure = true };
        value.Declare(file, mayBeNull: false);
        return HeldUses.Rewrite(file, uses, value, value.NewName);
    }

    /// <summary>Hands the pid over in the place of the task; false where it may be put before the iterator is done.</summary>
    private static bool Lend(SourceFile file, InvocationExpressionSyntax call, IParameterSymbol task)
    {
        var argument = call.ArgumentList.Arguments.FirstOrDefault(candidate =>
            Expressions.ParameterOf(candidate, file.Model)?.Ordinal == task.Ordinal);
        if (argument is not { NameColon: null } || Expressions.Dressed(call).Parent is not ForEachStatementSyntax { AwaitKeyword.RawKind: 0 } loop
            || loop.Expression != Expressions.Dressed(call) || PidOf(argument.Expression, file) is not { IsVariable: true, IsSure: true } pid
            || !pid.ReachesTo(loop.Statement.DescendantNodes().LastOrDefault() ?? loop.Statement))
            return false;
        file.Edits.Replace(argument.Expression.Span, pid.Text);
        return true;
    }

    private static HeldPid? PidOf(ExpressionSyntax argument, SourceFile file) =>
        HeldPid.Of(Lookup.Of(argument, file), file)
        ?? (Expressions.Bare(argument) is IdentifierNameSyntax name && file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is { } given
            ? HeldPid.Of(given, file) : null);
}
