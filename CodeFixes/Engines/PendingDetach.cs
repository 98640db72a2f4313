using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Engines;

/// <summary>A call that detaches, the answer that says that a callback may be running still, and the call that waits for it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Pending">The answer, as it is written here.</param>
/// <param name="Barrier">The call that waits, with the same engine and the same task.</param>
internal sealed record PendingDetach(InvocationExpressionSyntax Call, string Pending, string Barrier)
{
    /// <summary>The call as such a one; null where it is none, or where its engine or its task can not be named a second time.</summary>
    public static PendingDetach? Of(InvocationExpressionSyntax call, SourceFile file)
    {
        if (file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is not IMethodSymbol method
            || file.Contracts.Engines.DetachOf(method) is not { Pending: { Type: INamedTypeSymbol answers } pending } contract
            || !Detaches(call, contract, file)
            || NameOf(file, answers, pending.Constant, call.SpanStart) is not { } name
            || ReceiverOf(call) is not { } receiver || !Expressions.IsSimple(receiver)
            || call.ArgumentList.Arguments.FirstOrDefault(argument => Expressions.ParameterOf(argument, file.Model)?.Ordinal == 0) is not { } task
            || !Expressions.IsSimple(task.Expression) && Lookup.Of(task.Expression, file) is not { Conditional: false, Pid: IdentifierNameSyntax or MemberAccessExpressionSyntax }
            || BarrierOf(method, file) is not { } barrier)
            return null;
        return new PendingDetach(call, name, $"{receiver}.{barrier.Name}({task.Expression})");
    }

    /// <summary>The whole of which the call is a part if its engine is asked for null first.</summary>
    public ExpressionSyntax Whole => Call.Parent is ConditionalAccessExpressionSyntax chain && chain.WhenNotNull == Call ? chain : Call;

    private static bool Detaches(InvocationExpressionSyntax call, DetachContract contract, SourceFile file) =>
        contract.When is not { } when
        || call.ArgumentList.Arguments.Any(argument => when.IsOf(Expressions.ParameterOf(argument, file.Model)?.Type)
            && file.Model.GetConstantValue(argument.Expression, file.Cancellation) is { HasValue: true } constant && Equals(constant.Value, when.Constant));

    private static ExpressionSyntax? ReceiverOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Expression,
        MemberBindingExpressionSyntax when call.Parent is ConditionalAccessExpressionSyntax chain && chain.WhenNotNull == call => chain.Expression,
        _ => null,
    };

    private static IMethodSymbol? BarrierOf(IMethodSymbol detach, SourceFile file) =>
        detach.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method =>
            (file.Contracts.TraitsOf(method) & MethodTraits.AwaitsCallbacks) != 0 && !method.IsStatic && method.Parameters.Length > 0
            && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, detach.Parameters[0].Type)
            && method.Parameters.Skip(1).All(parameter => parameter.IsOptional));

    private static string? NameOf(SourceFile file, INamedTypeSymbol type, object constant, int position) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(member => member.HasConstantValue && Equals(member.ConstantValue, constant)) is { } member
            ? file.Imports.NameOf(type, position) + "." + member.Name
            : null;
}
