using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes.Promises;

/// <summary>
/// A delegate that is said to run only during the call (<c>[InvokedDuringCall]</c>), and that the body keeps all the same: stored,
/// returned, passed to somebody who may run it later.
/// </summary>
internal static class KeptDelegates
{
    public static bool MayBeIn(IMethodSymbol? method, ContractReader contracts) =>
        method is not null && method.Parameters.Any(parameter => IsPromised(parameter, contracts));

    public static IEnumerable<Finding> In(IOperation root, IMethodSymbol method, ContractReader contracts)
    {
        foreach (var operation in root.Descendants())
        {
            if (operation is not IParameterReferenceOperation { Parameter: var parameter } mention
                || !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method) || !IsPromised(parameter, contracts))
                continue;
            var how = method.IsIterator && mention.Parent is IInvocationOperation ? "is run after the call has returned"
                : IsKept(mention, contracts) || IsInAKeptLambda(mention, root, contracts) ? "is kept"
                : null;
            if (how is not null)
                yield return new Finding(
                    FindingKind.BrokenContract,
                    mention.Syntax.GetLocation(),
                    parameter.Name,
                    how + ", but '" + method.Name + "' says that it runs it only during the call",
                    null,
                    OwnWords.Find(parameter, ReferenceTraits.InvokedDuringCall) is { } word ? [word.GetLocation()] : []);
        }
    }

    private static bool IsPromised(IParameterSymbol parameter, ContractReader contracts) =>
        parameter.Type.TypeKind == TypeKind.Delegate && (contracts.TraitsOf(parameter) & ReferenceTraits.InvokedDuringCall) != 0;

    /// <summary>Whether a delegate goes where it can be run later. What becomes of a local, nobody follows.</summary>
    private static bool IsKept(IOperation value, ContractReader contracts)
    {
        while (value.Parent is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation
            || (value.Parent is ICoalesceOperation or IConditionalOperation && !IsCondition(value)))
            value = value.Parent!;
        return value.Parent switch
        {
            IArgumentOperation { Parameter: { } parameter, Parent: var call } => MayKeep(parameter, call, contracts),
            IAssignmentOperation assignment => assignment.Value == value
                && assignment.Target is IFieldReferenceOperation or IPropertyReferenceOperation or IEventReferenceOperation or IArrayElementReferenceOperation,
            IEventAssignmentOperation subscription => subscription.HandlerValue == value,
            IReturnOperation => !IsInFunction(value),
            _ => false,
        };
    }

    private static bool IsCondition(IOperation value) => value.Parent is IConditionalOperation conditional && conditional.Condition == value;

    private static bool MayKeep(IParameterSymbol parameter, IOperation? call, ContractReader contracts)
    {
        if (LibraryFacts.Keeps(parameter))
            return true;
        var callee = (call as IInvocationOperation)?.TargetMethod ?? (call as IObjectCreationOperation)?.Constructor;
        return callee is { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension or MethodKind.Constructor }
            && parameter.OriginalDefinition.Type.TypeKind == TypeKind.Delegate
            && (contracts.TraitsOf(parameter) & ReferenceTraits.InvokedDuringCall) == 0
            && !LibraryFacts.RunsDuringCall(parameter)
            && !Declarations.IsInferred(callee.OriginalDefinition) && !Declarations.IsWrittenConstructor(callee.OriginalDefinition);
    }

    private static bool IsInFunction(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        return false;
    }

    private static bool IsInAKeptLambda(IOperation mention, IOperation root, ContractReader contracts)
    {
        for (var outer = mention.Parent; outer is not null && outer != root; outer = outer.Parent)
            if (outer is IAnonymousFunctionOperation && IsKept(outer, contracts))
                return true;
        return false;
    }
}
