using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes.Owners;

/// <summary>Calls: what is called on a value, and what it is passed to.</summary>
internal sealed partial class ValueFlow
{
    private void FollowReceiver(IOperation member, IOperation value, Destinations to)
    {
        var isReference = contracts.RoleOf(value.Type) == TypeRole.Counted || types.IsUntyped(value.Type);
        switch (member)
        {
            case IInvocationOperation { TargetMethod: var method } call:
                if (Puts(method) && isReference)
                    to.Settle();
                else if (!isReference && !LibraryFacts.OnlyCompares(method))
                    FollowThrough(call, call.Arguments, to);
                break;
            case IMethodReferenceOperation { Method: var method }:
                if (Puts(method) || !isReference)
                    to.Settle();
                break;
            case IArrayElementReferenceOperation element when element.ArrayReference != value:
                break;
            default:
                if (!isReference && types.MayHold(member.Type))
                    Follow(member, to);
                break;
        }
    }

    private bool Puts(IMethodSymbol method) =>
        (contracts.TraitsOf(method) & MethodTraits.Puts) != 0 || LibraryFacts.IsDispose(method);

    /// <summary>A collection goes through a call of the libraries: its elements to the functions passed, and to what the call gives.</summary>
    private void FollowThrough(IOperation call, ImmutableArray<IArgumentOperation> arguments, Destinations to)
    {
        var copies = call is IInvocationOperation { TargetMethod.Name: "CopyTo" or "TryCopyTo" };
        foreach (var argument in arguments)
        {
            if (argument.Value.Type?.TypeKind == TypeKind.Delegate)
                FollowInto(argument.Value, to);
            else if ((copies || argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref) && types.MayHold(Bare(argument.Value).Type))
                FollowPlace(argument.Value, to);
        }

        if (types.MayHold(call.Type))
            Follow(call, to);
    }

    /// <summary>A function is called with the value.</summary>
    private void FollowInto(IOperation function, Destinations to)
    {
        while (true)
            switch (function)
            {
                case IDelegateCreationOperation creation:
                    function = creation.Target;
                    break;
                case IConversionOperation conversion:
                    function = conversion.Operand;
                    break;
                case IAnonymousFunctionOperation { Symbol: var lambda }:
                    FollowParameters(lambda, to);
                    return;
                case IMethodReferenceOperation { Method: var method } when Runs(method):
                    FollowParameters(method, to);
                    return;
                default:
                    if (function.Type is not INamedTypeSymbol { DelegateInvokeMethod: { } invoke } || invoke.Parameters.Any(parameter => types.MayHold(parameter.Type)))
                        to.Settle();
                    return;
            }
    }

    private void FollowParameters(IMethodSymbol function, Destinations to)
    {
        foreach (var parameter in function.Parameters)
            if (types.MayHold(parameter.Type))
                to.Add(parameter);
    }

    private void FollowArgument(IArgumentOperation argument, Destinations to)
    {
        switch (argument)
        {
            case { Parameter: { } parameter, Parent: IInvocationOperation call }:
                FollowParameter(parameter, call.TargetMethod, call, call.Instance, call.Arguments, to);
                break;
            case { Parameter: { } parameter, Parent: IObjectCreationOperation { Constructor: { } constructor } creation }:
                FollowParameter(parameter, constructor, creation, null, creation.Arguments, to);
                break;
            case { Parent: IPropertyReferenceOperation { Instance: { } container, Parent: IAssignmentOperation assignment } element }
                when assignment.Target == element:
                FollowContainer(container, to);
                break;
            case { Parent: IPropertyReferenceOperation }:
                break;
            default:
                to.Settle();
                break;
        }
    }

    private void FollowParameter(
        IParameterSymbol parameter, IMethodSymbol method, IOperation call, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, Destinations to)
    {
        if (parameter.RefKind == RefKind.Out)
            return;
        if ((contracts.TraitsOf(parameter) & ReferenceTraits.Owned) != 0 || method.MethodKind == MethodKind.DelegateInvoke)
            to.Settle();
        else if (Runs(method))
            to.Add(parameter);
        else if (parameter.RefKind != RefKind.Ref && contracts.RoleOf(parameter.OriginalDefinition.Type) == TypeRole.Counted)
            SettleIf(IsWrapper(method), to); // a plain parameter borrows
        else if (IsOfSource(method))
            to.Settle();
        else
            FollowIntoLibrary(parameter, method, call, instance, arguments, to);
    }

    private void FollowIntoLibrary(
        IParameterSymbol parameter, IMethodSymbol method, IOperation call, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, Destinations to)
    {
        var place = arguments.FirstOrDefault(argument => argument.Parameter?.RefKind == RefKind.Ref);
        if (parameter.RefKind == RefKind.Ref || (place is not null && LibraryFacts.PassesOn(parameter)))
        {
            // Interlocked.Exchange(ref place, value), Volatile.Read(ref place), LazyInitializer.EnsureInitialized(ref place, ...)
            if (method.ContainingType.Name is not ("Interlocked" or "Volatile" or "LazyInitializer" or "Array"))
                to.Settle();
            else if (parameter.RefKind != RefKind.Ref)
                FollowPlace(place!.Value, to);
            else if (types.MayHold(call.Type))
                Follow(call, to);
        }
        else if (LibraryFacts.Looks(method) && (!method.IsStatic || parameter.Ordinal > 0))
        {
            return;
        }
        else if (LibraryFacts.Keeps(parameter) && instance is not null)
        {
            FollowContainer(instance, to);
            if (types.MayHold(call.Type))
                Follow(call, to);
        }
        else if (parameter.OriginalDefinition.Type.SpecialType is SpecialType.System_Object or SpecialType.System_IDisposable)
        {
            SettleIf(LibraryFacts.TakesUntyped(parameter), to);
        }
        else if (!types.MayHold(parameter.Type) || method.ContainingType.SpecialType == SpecialType.System_String)
        {
            return;
        }
        else if (instance is not null && types.Keeps(instance.Type))
        {
            FollowContainer(instance, to);
        }
        else if (types.MayHold(call.Type) || IsWalk(method, arguments))
        {
            FollowThrough(call, arguments, to);
        }
        else
        {
            to.Settle();
        }
    }

    /// <summary>Whether a static method of the libraries only walks what it is given: it counts it, or calls a function with each element.</summary>
    private static bool IsWalk(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments) =>
        method.IsStatic
        && (method.ContainingType.Name is "Enumerable" or "Array" or "MemoryExtensions" or "CollectionExtensions"
            || arguments.Any(argument => argument.Value.Type?.TypeKind == TypeKind.Delegate));

    /// <summary>By convention a disposable wrapper of another assembly, which declares nothing, keeps what it is made with.</summary>
    private static bool IsWrapper(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor && !IsOfSource(method)
        && method.ContainingType.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable);

    /// <summary>Whether the body that a call runs is known: it is here, and no override takes its place.</summary>
    private static bool Runs(IMethodSymbol method) =>
        method is { IsVirtual: false, IsOverride: false, IsAbstract: false, IsExtern: false } && method.ContainingType?.TypeKind != TypeKind.Interface
        && IsOfSource(method);

    private static void SettleIf(bool isSettled, Destinations to)
    {
        if (isSettled)
            to.Settle();
    }
}
