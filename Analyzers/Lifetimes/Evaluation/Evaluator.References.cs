using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Reading variables, captures, fields, properties and elements.</summary>
internal sealed partial class Evaluator
{
    private void EvaluateReference(IOperation operation, World world, Then then)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                ReadVariable(local.Local, local.Local.Type, world, (w, v) => then(body.Examines ? UseExamined(w, v, local) : w, v));
                break;
            case IParameterReferenceOperation parameter:
                ReadVariable(parameter.Parameter, parameter.Parameter.Type, world, then);
                break;
            case IInstanceReferenceOperation:
                then(world, Value.NotNull);
                break;
            case IFlowCaptureReferenceOperation capture:
                then(world, ReadCapture(world, capture));
                break;
            case IFlowCaptureOperation capture:
                EvaluateCapture(capture, world, then);
                break;
            case IFieldReferenceOperation field:
                EvaluateField(field, world, then);
                break;
            case IPropertyReferenceOperation property:
                EvaluateProperty(property, world, then);
                break;
            case IArrayElementReferenceOperation element:
                Evaluate(element.ArrayReference, world, (w, array) =>
                    EvaluateAll(element.Indices, 0, w, new Value[element.Indices.Length], (w2, _) =>
                        then(Use(w2, array, element.ArrayReference), Carried(w2, array))));
                break;
        }
    }

    /// <summary>What is stored between blocks. A capture can also be a place to assign to, which is then known by it.</summary>
    private void EvaluateCapture(IFlowCaptureOperation capture, World world, Then then)
    {
        if (Bare(capture.Value) is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation
            or IPropertyReferenceOperation or IArrayElementReferenceOperation)
            targets[capture.Id] = Bare(capture.Value);
        Evaluate(capture.Value, world, (w, v) => then(w.Assign(Terms.Of(graph, capture.Id), Known(w, v), []), v));
    }

    /// <summary>A capture of a variable of which nothing is known is that variable: a test of the one teaches of the other.</summary>
    private Value ReadCapture(World world, IFlowCaptureReferenceOperation capture)
    {
        var value = Read(world, Terms.Of(graph, capture.Id));
        if (value.Kind != ValueKind.Unknown || !targets.TryGetValue(capture.Id, out var captured))
            return value;
        return captured switch
        {
            ILocalReferenceOperation local => Read(world, Terms.Of(local.Local)),
            IParameterReferenceOperation parameter => Read(world, Terms.Of(parameter.Parameter)),
            _ => value,
        };
    }

    /// <summary>What is known of a value, without where it was read.</summary>
    private static Value Known(World world, Value value) =>
        value is { Kind: ValueKind.Unknown, Term: >= 0 } && world.FactOf(value.Term) is { } fact ? new Value(fact.Kind, Constant: fact.Constant, Except: fact.Except) : value;

    private static Value Read(World world, int term) =>
        world.Bindings.TryGet(term, out var id) && world.References.Contains(id) ? new Value(ValueKind.Reference, id, Term: term)
        : world.FactOf(term) is { } fact ? new Value(fact.Kind, Constant: fact.Constant, Term: term, Except: fact.Except)
        : new Value(ValueKind.Unknown, Term: term);

    private void EvaluateField(IFieldReferenceOperation field, World world, Then then)
    {
        if (IsOwnPlace(field.Instance, field.Field.IsStatic))
        {
            ReadOwn(field.Field, field.Field.Type, world, then);
            return;
        }

        Evaluate(field.Instance, world, (w, instance) =>
            then(UseReceiver(w, instance, field.Instance), Carried(w, instance)));
    }

    /// <summary>Whether a member is one of the object that the body runs in, or static: its value is followed within the body.</summary>
    private static bool IsOwnPlace(IOperation? instance, bool isStatic) =>
        isStatic || instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    private void ReadVariable(ISymbol variable, ITypeSymbol type, World world, Then then)
    {
        if (IsOfOuterBody(variable))
            ReadOwn(variable, type, world, then);
        else
            then(world, Read(world, Terms.Of(variable)));
    }

    /// <summary>Whether the body is a function that runs later, and the variable is one that it captures.</summary>
    private bool IsOfOuterBody(ISymbol variable)
    {
        for (var outer = body.Method?.ContainingSymbol; outer is IMethodSymbol; outer = outer.ContainingSymbol)
            if (SymbolEqualityComparer.Default.Equals(outer, variable.ContainingSymbol))
                return true;
        return false;
    }

    /// <summary>What a field or a captured variable holds belongs to somebody else: it is followed so that a put and a use after it are seen.</summary>
    private void ReadOwn(ISymbol member, ITypeSymbol type, World world, Then then)
    {
        var term = Terms.Of(member);
        var value = Read(world, term);
        if (value.Kind == ValueKind.Unknown && body.Contracts.RoleOf(type) == TypeRole.Counted
            && member.DeclaringSyntaxReferences is [var declaration, ..])
        {
            var site = declaration.GetSyntax();
            var borrowed = new CountedReference(body.Sites.Latest(site, -1), site, CountedState.Borrowed, FamilyOf(type, body.Contracts))
            {
                Name = member.Name,
                Null = type.NullableAnnotation == NullableAnnotation.NotAnnotated ? Nullness.No : Nullness.Maybe,
            };
            var isEmptied = IsEmptied(world, member);
            world = world.With(borrowed).Assign(term, Value.Of(borrowed), Terms.DependentsOf(term));
            if (isEmptied)
                world = Empty(world, member);
            value = Read(world, term);
        }

        then(world, value);
    }

    private void EvaluateProperty(IPropertyReferenceOperation reference, World world, Then then)
    {
        var property = reference.Property;
        if (property.GetMethod is { } accessor && LibraryFacts.IsValueOfNullable(accessor))
        {
            EvaluateValueOfNullable(reference.Instance, world, then);
            return;
        }

        if (reference.Arguments.IsEmpty && IsOwnPlace(reference.Instance, property.IsStatic) && Declarations.IsAutomatic(property))
        {
            ReadOwn(property, property.Type, world, then);
            return;
        }

        if (property.GetMethod is { } getter)
            EvaluateCall(getter, reference, reference.Instance, reference.Arguments, world, then);
        else
            EvaluateOther(reference, world, then);
    }

    /// <summary>What comes out of a value that carries a task: an element, a member, an enumerator.</summary>
    private static Value Carried(World world, Value carrier) => world.Find<TaskReference>(carrier) is { } task ? Value.Of(task) : Value.Unknown;

    /// <summary>Which rules the references of a counted type fall under.</summary>
    public static CountedFamily FamilyOf(ITypeSymbol type, ContractReader contracts) =>
        contracts.CountedWord(type) == "engine" ? CountedFamily.Engine : CountedFamily.Pid;
}
