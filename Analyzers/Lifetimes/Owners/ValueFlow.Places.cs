using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes.Owners;

/// <summary>Places that a value is assigned to, containers that it is added to, and the ways out of a function.</summary>
internal sealed partial class ValueFlow
{
    private void FollowPlace(IOperation target, Destinations to)
    {
        switch (Bare(target))
        {
            case ILocalReferenceOperation { Local: { RefKind: RefKind.None } local }:
                to.Add(local);
                break;
            case IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter }:
                to.Add(parameter);
                break;
            case IParameterReferenceOperation { Parameter: { RefKind: RefKind.Out } parameter } when IsLentBy(parameter):
                break;
            case IFieldReferenceOperation { Field.ContainingType.IsTupleType: true, Instance: { } tuple }:
                FollowContainer(tuple, to);
                break;
            case IFieldReferenceOperation { Field: var field }:
                FollowMember(field, to);
                break;
            case IPropertyReferenceOperation { Property: { ContainingType.IsAnonymousType: false } property, Arguments.IsEmpty: true }:
                FollowMember(property, to);
                break;
            case IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } container }:
                FollowContainer(container, to);
                break;
            case IArrayElementReferenceOperation { ArrayReference: var array }:
                FollowContainer(array, to);
                break;
            case IConditionalAccessOperation access:
                FollowPlace(access.WhenNotNull, to);
                break;
            case ITupleOperation { Elements: var elements }:
                foreach (var element in elements)
                    if (types.MayHold(Bare(element).Type))
                        FollowPlace(element, to);
                break;
            case IDiscardOperation:
                break;
            default:
                to.Settle();
                break;
        }
    }

    private bool IsLentBy(IParameterSymbol parameter) => (contracts.TraitsOf(parameter) & ReferenceTraits.Borrowed) != 0;

    /// <summary>A property that is written out gives the value to its setter.</summary>
    private static void FollowMember(ISymbol member, Destinations to)
    {
        if (member is not IPropertySymbol property || Declarations.IsAutomatic(property.OriginalDefinition))
            to.Add(member);
        else if (property is { IsVirtual: false, IsOverride: false, IsAbstract: false, SetMethod: { DeclaringSyntaxReferences.IsEmpty: false } setter })
            to.Add(setter.Parameters[setter.Parameters.Length - 1]);
        else
            to.Settle();
    }

    /// <summary>The variable that a collection is in, or a collection of collections.</summary>
    private void FollowContainer(IOperation container, Destinations to)
    {
        switch (Bare(container))
        {
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation:
                FollowPlace(container, to);
                break;
            case IPropertyReferenceOperation { Instance: { } instance, Property: var property } when !IsOfSource(property):
                FollowContainer(instance, to);
                break;
            case IPropertyReferenceOperation { Property: var property } when IsOfSource(property):
                to.Add(property);
                break;
            case IInvocationOperation { Instance: { } instance, TargetMethod: var method } when !IsOfSource(method):
                FollowContainer(instance, to);
                break;
            case IAwaitOperation { Operation: var awaited }:
                FollowContainer(awaited, to);
                break;
            case ICoalesceAssignmentOperation { Target: var target }:
                FollowPlace(target, to);
                break;
            case IObjectCreationOperation creation:
                Follow(creation, to);
                break;
            case IConditionalAccessInstanceOperation instance when AccessOf(instance) is { } access:
                FollowContainer(access.Operation, to);
                break;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } receiver when CreationOf(receiver) is { } creation:
                Follow(creation, to);
                break;
            default:
                to.Settle();
                break;
        }
    }

    private static IConditionalAccessOperation? AccessOf(IConditionalAccessInstanceOperation instance)
    {
        for (IOperation? outer = instance; outer is not null; outer = outer.Parent)
            if (outer.Parent is IConditionalAccessOperation access && access.WhenNotNull == outer && InstanceOf(access) == instance)
                return access;
        return null;
    }

    private static IOperation? CreationOf(IOperation receiver)
    {
        for (IOperation? outer = receiver; outer is not null; outer = outer.Parent)
            if (outer is IObjectOrCollectionInitializerOperation { Parent: var initialized })
                return initialized;
        return null;
    }

    private void FollowReturn(IReturnOperation returned, Destinations to)
    {
        for (var outer = returned.Parent; outer is not null; outer = outer.Parent)
            switch (outer)
            {
                case IAnonymousFunctionOperation lambda:
                    FollowResultOf(lambda, to);
                    return;
                case ILocalFunctionOperation local:
                    to.Add(local.Symbol);
                    return;
            }

        if (returned.SemanticModel?.GetEnclosingSymbol(returned.Syntax.SpanStart) is not IMethodSymbol method)
        {
            to.Settle();
            return;
        }

        var about = contracts.ReturnTraitsOf(method);
        if (method.AssociatedSymbol is IPropertySymbol property && (about & ReferenceTraits.Owned) == 0)
            to.Add(property); // a property lends
        else if (Declarations.IsInferred(method))
            to.Add(method);
        else if ((about & ReferenceTraits.Borrowed) == 0)
            to.Settle();
    }

    /// <summary>What a lambda gives is in what the call gives that it is passed to, or in the collection that the call is made on.</summary>
    private void FollowResultOf(IAnonymousFunctionOperation lambda, Destinations to)
    {
        IOperation holder = lambda;
        while (holder.Parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
            holder = holder.Parent;
        var (instance, arguments) = holder.Parent is IArgumentOperation { Parent: { } call }
            ? call switch
            {
                IInvocationOperation invocation when !IsOfSource(invocation.TargetMethod) => (invocation.Instance, invocation.Arguments),
                IObjectCreationOperation creation when creation.Constructor is { } constructor && !IsOfSource(constructor) => (null, creation.Arguments),
                _ => (null, default),
            }
            : (null, default);
        if (arguments.IsDefault)
        {
            to.Settle();
            return;
        }

        var result = holder.Parent!.Parent!;
        var isContained = instance is not null && types.Keeps(instance.Type);
        if (isContained)
            FollowContainer(instance!, to);
        foreach (var argument in arguments)
            if (argument.Parameter is { RefKind: RefKind.Ref } && types.MayHold(argument.Value.Type))
                FollowPlace(argument.Value, to);
        if (types.MayHold(result.Type))
            Follow(result, to);
        else if (!isContained)
            to.Settle();
    }

    private static bool IsOfSource(ISymbol symbol) => !symbol.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty;
}
