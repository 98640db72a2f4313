using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Assignments of every form, and what it means to store a reference somewhere.</summary>
internal sealed partial class Evaluator
{
    private void EvaluateAssignment(IOperation operation, World world, Then then)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment:
                ReportUnread(assignment);
                EvaluateTarget(assignment.Target, world, (w, _) =>
                    Evaluate(assignment.Value, w, (w2, v) => then(Assign(w2, assignment.Target, v, assignment.Value), v)));
                break;
            case ICompoundAssignmentOperation compound:
                Evaluate(compound.Target, world, (w, left) => Evaluate(compound.Value, w, (w2, right) =>
                {
                    w2 = Swallow(Use(w2, left, compound.Target), right, compound.Value);
                    then(Assign(w2, compound.Target, Value.Unknown, compound.Value), Value.Unknown);
                }));
                break;
            case IIncrementOrDecrementOperation increment:
                Evaluate(increment.Target, world, (w, _) => then(Assign(w, increment.Target, Value.Unknown, increment.Target), Value.Unknown));
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                Deconstruct(deconstruction.Target, deconstruction.Value, world, then);
                break;
            case IDeclarationExpressionOperation declaration:
                Evaluate(declaration.Expression, world, then);
                break;
            default:
                then(world, Value.Unknown);
                break;
        }
    }

    /// <summary>What is evaluated of a place before the value that it is assigned.</summary>
    private void EvaluateTarget(IOperation target, World world, Then then)
    {
        switch (target)
        {
            case IFieldReferenceOperation { Instance: { } instance } field when !IsOwnPlace(instance, field.Field.IsStatic):
                Evaluate(instance, world, (w, v) => then(UseReceiver(w, v, instance), v));
                break;
            case IPropertyReferenceOperation { Instance: { } instance } property:
                Evaluate(instance, world, (w, v) => EvaluateAll(
                    property.Arguments, 0, UseReceiver(w, v, instance), new Value[property.Arguments.Length], (w2, _) => then(w2, v)));
                break;
            case IArrayElementReferenceOperation element:
                Evaluate(element, world, then);
                break;
            default:
                then(world, Value.Unknown);
                break;
        }
    }

    private World Assign(World world, IOperation target, Value value, IOperation source)
    {
        switch (target)
        {
            case IFlowCaptureReferenceOperation capture when targets.TryGetValue(capture.Id, out var captured):
                return Assign(world, captured, value, source);
            case ILocalReferenceOperation { Local.RefKind: RefKind.None } local:
                return AssignVariable(Overwrite(world, target, local.Local, value, source), local.Local, value);
            case IParameterReferenceOperation { Parameter: var parameter }:
                if (parameter.RefKind is RefKind.Out or RefKind.Ref && IsOfBody(parameter))
                {
                    world = HandOut(world, value, source, "is handed out");
                    world = Keep(Use(world, value, source), value, source.Syntax);
                }

                return AssignVariable(Overwrite(world, target, parameter, value, source), parameter, value);
            case IFieldReferenceOperation field:
                if (!IsOwnPlace(field.Instance, field.Field.IsStatic))
                    return Store(world, value, source, field.Field);
                return AssignMember(world, field.Field, field.Field.Type, value, target, source);
            case IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } container }:
                return StoreIn(world, container, value, source);
            case IPropertyReferenceOperation property:
                return IsOwnPlace(property.Instance, property.Property.IsStatic) && Declarations.IsAutomatic(property.Property)
                    ? AssignMember(world, property.Property, property.Property.Type, value, target, source)
                    : Store(world, value, source, property.Property);
            case IArrayElementReferenceOperation element:
                return StoreIn(world, element.ArrayReference, value, source);
            case IDeclarationExpressionOperation declaration:
                return Assign(world, declaration.Expression, value, source);
            case IDiscardOperation:
                return world;
            default:
                return Swallow(world, value, source);
        }
    }

    private bool IsOfBody(IParameterSymbol parameter) =>
        frame is null && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, body.Method);

    private World AssignVariable(World world, ISymbol variable, Value value)
    {
        var term = Terms.Of(variable);
        value = Known(world, value);
        if (variable is IParameterSymbol)
            body.Assigned.Add(variable);
        if (value.Kind is not ValueKind.Reference && body.Shared.Contains(variable))
            value = Value.Unknown;
        world = world.Assign(term, value, Terms.DependentsOf(term));
        if (world.Find(value) is { Name: null } reference)
            world = world.With(reference with { Name = variable.Name });
        return world.Find<CountedReference>(value) is { Overwritten: not null } kept ? world.With(kept with { Overwritten = null }) : world;
    }

    private World AssignMember(World world, ISymbol member, ITypeSymbol type, Value value, IOperation target, IOperation source)
    {
        ReplaceMember(world, member, type, value, target);
        world = AssignVariable(Store(world, value, source, member), member, value);
        return body.Contracts.RoleOf(type) == TypeRole.Counted ? Replaced(world, member, value) : world;
    }

    /// <summary>A reference goes into a member that outlives the body.</summary>
    private World Store(World world, Value value, IOperation source, ISymbol member)
    {
        world = Use(world, value, source);
        if (world.Find<FunctionReference>(value) is { } function)
            return Escape(world, function);
        if (member is IPropertySymbol property && (body.Contracts.TraitsOf(property) & ReferenceTraits.AlwaysValid) != 0
            && IsTask(source) && world.Find<TaskReference>(value) is { IsBound: true, Null: not Nullness.Yes } looked)
            return BreakByTask(world, looked, source, "'" + property.Name + "' says that it is good everywhere");
        if (world.Find<TaskReference>(value) is { IsBound: true } && !IsFlaggedByType(member))
            Report(world, value, source, "is stored");
        KeepIn(world, value, member, source);
        return Keep(world, value, source.Syntax);
    }

    /// <summary>
    /// Whether the declaration of a member is a finding by its type already, or is none because the member is no storage and says
    /// itself what it does with the value.
    /// </summary>
    private bool IsFlaggedByType(ISymbol member) => member switch
    {
        IFieldSymbol field => body.Contracts.Carries(field.Type) && !field.DeclaringSyntaxReferences.IsEmpty,
        IPropertySymbol { ContainingType.IsAnonymousType: true } => true, // the object carries the task on, like a tuple
        IPropertySymbol property => !property.DeclaringSyntaxReferences.IsEmpty
            && (body.Contracts.Carries(property.Type) || !Declarations.IsAutomatic(property)),
        _ => false,
    };

    /// <summary>A reference goes into an array or a collection. One that is local carries it from now on; any other outlives the body.</summary>
    private World StoreIn(World world, IOperation container, Value value, IOperation source)
    {
        KeepAmong(world, value, container, source);
        world = MayBeAsked(Keep(Use(world, value, source), value, source.Syntax), value);
        if (world.Find<TaskReference>(value) is not { } task)
            return world;
        switch (Bare(container))
        {
            case ILocalReferenceOperation { Local: var local }:
                var term = Terms.Of(local);
                return world.Assign(term, Value.Of(task), Terms.DependentsOf(term));
            case IFlowCaptureReferenceOperation capture when targets.TryGetValue(capture.Id, out var captured):
                return StoreIn(world, captured, value, source);
            case IFlowCaptureReferenceOperation capture:
                return world.Assign(Terms.Of(graph, capture.Id), Value.Of(task), []);
            case IFieldReferenceOperation { Field: var field } when IsFlaggedByType(field):
            case IPropertyReferenceOperation { Property: var property } when IsFlaggedByType(property):
                return world;
            case IObjectCreationOperation or IArrayCreationOperation:
                return world;
            default:
                if (task.IsBound)
                    Report(world, value, source, "is stored");
                return world;
        }
    }

    private void Report(World world, Value value, IOperation source, string how)
    {
        if (world.Find<TaskReference>(value) is { } task)
            body.Findings.Report(FindingKind.HeldTask, InBundle(source).Syntax, how, null, task.Site);
    }

    /// <summary>The task in a tuple or collection that is written out.</summary>
    private IOperation InBundle(IOperation source)
    {
        source = Bare(source);
        if (source is ITupleOperation or IArrayCreationOperation or IArrayInitializerOperation or ICollectionExpressionOperation
            or IAnonymousObjectCreationOperation)
            foreach (var child in source.ChildOperations)
                if (InBundle(child) is var inner && body.Contracts.RoleOf(inner.Type) == TypeRole.Protected)
                    return inner;
        return source;
    }

    private void Deconstruct(IOperation target, IOperation source, World world, Then then)
    {
        var bareTarget = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        var bareSource = Bare(source);
        if (bareTarget is ITupleOperation places && bareSource is ITupleOperation values && places.Elements.Length == values.Elements.Length)
        {
            // All values are there before the first place is assigned: (a, b) = (b, a) swaps.
            EvaluateAll(values.Elements, 0, world, new Value[values.Elements.Length], (w, given) =>
            {
                for (var i = 0; i < given.Length; i++)
                    given[i] = Known(w, given[i]);
                onTheirWay.AddRange(given);
                for (var i = 0; i < given.Length; i++)
                    w = Assign(w, places.Elements[i], given[i], values.Elements[i]);
                onTheirWay.RemoveRange(onTheirWay.Count - given.Length, given.Length);
                then(w, Value.Unknown);
            });
            return;
        }

        Evaluate(source, world, (w, v) =>
        {
            if (bareTarget is ITupleOperation { Elements: var elements })
                foreach (var element in elements)
                    w = Assign(w, element, Carried(w, v), source);
            then(Keep(w, v, source.Syntax), Value.Unknown);
        });
    }

    /// <summary>A tuple, array, collection or anonymous object: it carries a task on, and owns what is counted in it.</summary>
    private void EvaluateBundle(IOperation bundle, World world, Then then)
    {
        var children = bundle.ChildOperations.ToArray();
        EvaluateAll(children, 0, world, new Value[children.Length], (w, values) =>
        {
            var carried = Value.NotNull;
            for (var i = 0; i < children.Length; i++)
            {
                w = Use(w, values[i], children[i]);
                if (w.Find<FunctionReference>(values[i]) is { } function)
                    w = Escape(w, function);
                if (bundle is ISpreadOperation && w.Find(values[i]) is SequenceReference sequence)
                    w = GoThrough(w, children[i].Syntax, sequence);
                w = MayBeAsked(Keep(w, values[i], children[i].Syntax), values[i]);
                if (carried.Kind != ValueKind.Reference && w.Find<TaskReference>(values[i]) is { } task)
                    carried = Value.Of(task);
            }

            then(w, carried);
        });
    }
}
