using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>Whether a body is worth a graph.</summary>
internal enum Worth
{
    /// <summary>It has nothing to do with a lifetime.</summary>
    Nothing,

    /// <summary>It touches no lifetime, but calls what may sleep, which concerns its callers.</summary>
    Pauses,

    /// <summary>It touches a lifetime.</summary>
    Analysis,

    /// <summary>It touches a lifetime, but does not compile: what it will do when it is typed to its end nobody knows.</summary>
    Silence,
}

/// <summary>The cheap refusal: whether a body has anything to do with a lifetime, before a graph is built for it.</summary>
internal sealed class Touches(ContractReader contracts)
{
    public Worth WorthOf(IOperation root, IMethodSymbol? method)
    {
        var touches = method is not null && method.Parameters.Any(parameter => MayCarry(parameter.Type) || IsInferredToCarry(method, parameter.Type));
        var pauses = false;
        var isBroken = root.Syntax.ContainsDiagnostics && root.Syntax.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        foreach (var operation in root.DescendantsAndSelf())
        {
            var traits = operation switch
            {
                IInvocationOperation invocation => contracts.TraitsOf(invocation.TargetMethod),
                IPropertyReferenceOperation { Property: { Name: "Result", GetMethod: { } getter } } => contracts.TraitsOf(getter),
                _ => MethodTraits.None,
            };
            pauses |= (traits & MethodTraits.Pausing) != 0;
            touches = touches || contracts.RoleOf(operation.Type) != TypeRole.Plain
                || (traits & ~(MethodTraits.Pausing | MethodTraits.MustNotWait)) != MethodTraits.None;
            isBroken = isBroken || IsBroken(operation);
            if (touches && isBroken)
                return Worth.Silence;
        }

        return touches ? Worth.Analysis : isBroken ? Worth.Silence : pauses ? Worth.Pauses : Worth.Nothing;
    }

    /// <summary>Whether an argument may be a reference that has a lifetime: a method that takes anything disposable may be given one.</summary>
    private bool MayCarry(ITypeSymbol type) => contracts.RoleOf(type) != TypeRole.Plain || BodyAnalysis.IsDisposable(type);

    /// <summary>Whether an argument may be counted by what a contract file says: what an inferred method does with it concerns its callers.</summary>
    private bool IsInferredToCarry(IMethodSymbol method, ITypeSymbol type) =>
        contracts.MayBeCounted(type) && (Declarations.IsInferred(method) || Declarations.IsWrittenConstructor(method));

    public static bool IsBroken(IOperation operation) =>
        operation.Kind == OperationKind.Invalid
        || operation.Type is IErrorTypeSymbol
        || operation is ICatchClauseOperation { ExceptionType: IErrorTypeSymbol }
        || operation is IVariableDeclaratorOperation { Symbol.Type: IErrorTypeSymbol };
}
