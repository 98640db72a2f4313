using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes.Owners;

/// <summary>
/// Follows a counted reference, or what holds one, from an expression to where its value goes: one step, without regard to the order
/// of statements. What it does not know it calls settled, so that nobody is told of it.
/// </summary>
internal sealed partial class ValueFlow(ContractReader contracts, CountedTypes types)
{
    public Destinations Of(IOperation value)
    {
        var to = new Destinations();
        Follow(value, to);
        return to;
    }

    /// <summary>Where an owned reference goes that is handed on by an expression: assigned, passed, given out, made by a lambda.</summary>
    public Destinations OfKept(IOperation kept)
    {
        var to = new Destinations();
        if (kept is IAnonymousFunctionOperation lambda)
            FollowResultOf(lambda, to);
        else if (kept is IDeclarationExpressionOperation || kept.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref })
            FollowPlace(kept, to);
        else
            Follow(kept, to);
        return to;
    }

    /// <summary>Whether a variable of a type holds references rather than being one.</summary>
    public bool IsCollection(ITypeSymbol type) => types.Keeps(type) && contracts.RoleOf(type) != TypeRole.Counted;

    private void Follow(IOperation value, Destinations to)
    {
        if (to.IsSettled)
            return;
        switch (value.Parent)
        {
            case null or IExpressionStatementOperation or INameOfOperation or IIsTypeOperation or IBinaryOperation or IUnaryOperation
                or IInterpolationOperation or ILockOperation or IEventReferenceOperation or IDeclarationExpressionOperation:
                break;
            case IConditionalOperation conditional:
                if (conditional.Condition != value)
                    Follow(conditional, to);
                break;
            case IConversionOperation { OperatorMethod: null } or IParenthesizedOperation or ICoalesceOperation or IAwaitOperation
                or ISwitchExpressionArmOperation or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation
                or ISpreadOperation or IWithOperation:
                Follow(value.Parent, to);
                break;
            case IConditionalAccessOperation access:
                Follow(access.Operation == value ? InstanceOf(access) : access, to);
                break;
            case ITupleOperation tuple:
                FollowElement(tuple, value, to);
                break;
            case IVariableInitializerOperation or IFieldInitializerOperation or IPropertyInitializerOperation or IUsingOperation:
                FollowInitializer(value, to);
                break;
            case IAssignmentOperation assignment:
                FollowAssignment(assignment, value, to);
                break;
            case IReturnOperation returned:
                FollowReturn(returned, to);
                break;
            case IForEachLoopOperation loop:
                FollowElements(loop, to);
                break;
            case IIsPatternOperation or ISwitchOperation or ISwitchExpressionOperation:
                FollowPatterns(value.Parent, value, to);
                break;
            case IInvocationOperation or IPropertyReferenceOperation or IFieldReferenceOperation or IMethodReferenceOperation
                or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                FollowReceiver(value.Parent, value, to);
                break;
            case IArgumentOperation argument:
                FollowArgument(argument, to);
                break;
            default:
                to.Settle();
                break;
        }
    }

    /// <summary>The receiver of a conditional access, as it is named behind the question mark.</summary>
    private static IOperation InstanceOf(IConditionalAccessOperation access) =>
        access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>().FirstOrDefault() ?? access.WhenNotNull;

    private void FollowElement(ITupleOperation tuple, IOperation element, Destinations to)
    {
        IOperation whole = tuple;
        while (whole.Parent is IConversionOperation or ITupleOperation or IDeclarationExpressionOperation)
            whole = whole.Parent;
        if (whole.Parent is not IDeconstructionAssignmentOperation deconstruction)
        {
            Follow(tuple, to);
            return;
        }

        if (deconstruction.Target == whole)
            return;
        var index = tuple.Elements.IndexOf(element);
        if (Bare(deconstruction.Target) is ITupleOperation places && Bare(whole) == tuple && index >= 0 && index < places.Elements.Length)
            FollowPlace(places.Elements[index], to);
        else
            FollowPlace(deconstruction.Target, to);
    }

    private void FollowInitializer(IOperation value, Destinations to)
    {
        switch (value.Parent)
        {
            case IFieldInitializerOperation { InitializedFields: var fields }:
                foreach (var field in fields)
                    FollowMember(field, to);
                break;
            case IPropertyInitializerOperation { InitializedProperties: var properties }:
                foreach (var property in properties)
                    FollowMember(property, to);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } declarator }:
                if (IsDisposed(value) && declarator.Parent?.Parent is { Parent: IUsingDeclarationOperation or IUsingOperation })
                    to.Settle();
                else
                    to.Add(local);
                break;
            case IUsingOperation when !IsDisposed(value):
                break;
            default:
                to.Settle();
                break;
        }
    }

    /// <summary>Whether the disposal of a value puts it: that of an enumerator or a collection puts nothing.</summary>
    private bool IsDisposed(IOperation value) => contracts.RoleOf(value.Type) == TypeRole.Counted || types.IsUntyped(value.Type);

    private void FollowAssignment(IAssignmentOperation assignment, IOperation value, Destinations to)
    {
        switch (assignment)
        {
            case ISimpleAssignmentOperation { IsRef: true }:
                to.Settle();
                break;
            case ICoalesceAssignmentOperation when assignment.Target == value:
                Follow(assignment, to);
                break;
            case ISimpleAssignmentOperation or ICoalesceAssignmentOperation when assignment.Value == value:
                FollowPlace(assignment.Target, to);
                if (assignment.Parent is not IObjectOrCollectionInitializerOperation)
                    Follow(assignment, to);
                break;
            case IDeconstructionAssignmentOperation when assignment.Value == value:
                FollowPlace(assignment.Target, to);
                break;
        }
    }

    private void FollowElements(IForEachLoopOperation loop, Destinations to)
    {
        if (loop.Locals.IsEmpty)
            to.Settle();
        foreach (var local in loop.Locals)
            if (types.MayHold(local.Type))
                to.Add(local);
    }

    private void FollowPatterns(IOperation test, IOperation value, Destinations to)
    {
        if (test is ISwitchExpressionOperation { Value: var switched } && switched != value)
        {
            to.Settle();
            return;
        }

        var patterns = test switch
        {
            IIsPatternOperation matched => [matched.Pattern],
            ISwitchOperation statement => statement.Cases.SelectMany(section => section.Clauses).OfType<IPatternCaseClauseOperation>().Select(clause => clause.Pattern),
            _ => ((ISwitchExpressionOperation)test).Arms.Select(arm => arm.Pattern),
        };
        foreach (var pattern in patterns)
            foreach (var part in pattern.DescendantsAndSelf())
                if (DeclaredBy(part) is { } variable && types.MayHold(TypeOf(variable)))
                    to.Add(variable);
    }

    private static ISymbol? DeclaredBy(IOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
        IListPatternOperation list => list.DeclaredSymbol,
        _ => null,
    };

    private static ITypeSymbol? TypeOf(ISymbol variable) => (variable as ILocalSymbol)?.Type;

    private static IOperation Bare(IOperation operation)
    {
        while (true)
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IDeclarationExpressionOperation declaration:
                    operation = declaration.Expression;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
    }
}
