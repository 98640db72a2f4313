using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>A plain lookup of the task that a pid names: <c>pid.Task()</c>, <c>pid?.Task()</c>.</summary>
/// <param name="Pid">The pid.</param>
/// <param name="Name">The name of the method that looks it up.</param>
/// <param name="Conditional">Whether the pid may be null, in which case there is no task.</param>
internal sealed record Lookup(ExpressionSyntax Pid, SimpleNameSyntax Name, bool Conditional)
{
    /// <summary>The expression as a lookup by pid of the thread itself; null if it is something else.</summary>
    public static Lookup? Of(ExpressionSyntax? expression, SourceFile file)
    {
        var (pid, call, conditional) = Expressions.Bare(expression) switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } plain => (access.Expression, plain, false),
            ConditionalAccessExpressionSyntax chain when Expressions.CallOn(chain.Expression) is { } tested =>
                (chain.Expression, tested, true),
            _ => default,
        };
        if (call is null || file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is not IMethodSymbol method
            || file.Contracts.RoleOf(method.ContainingType) != TypeRole.Counted
            || !SymbolEqualityComparer.Default.Equals(file.Api.FindTask(method.ContainingType), method)
            || !call.ArgumentList.Arguments.All(argument => IsDefault(argument, file)))
            return null;
        return call.Expression switch
        {
            MemberAccessExpressionSyntax access => new Lookup(pid, access.Name, conditional),
            MemberBindingExpressionSyntax binding => new Lookup(pid, binding.Name, conditional),
            _ => null,
        };
    }

    private static bool IsDefault(ArgumentSyntax argument, SourceFile file) =>
        file.Model.GetConstantValue(argument.Expression, file.Cancellation) is { HasValue: true, Value: 0 };
}
