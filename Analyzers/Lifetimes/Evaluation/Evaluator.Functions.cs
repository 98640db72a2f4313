using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Flow;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Local functions and lambdas: values that run where they are invoked, or later.</summary>
internal sealed partial class Evaluator
{
    private void EvaluateFunction(IOperation operation, World world, Then then)
    {
        switch (operation)
        {
            case IDelegateCreationOperation creation:
                Evaluate(creation.Target, world, then);
                break;
            case IFlowAnonymousFunctionOperation lambda:
                var value = new FunctionReference(
                    body.Sites.Latest(lambda.Syntax, -1), lambda.Syntax, lambda.Symbol, graph.GetAnonymousFunctionControlFlowGraphInScope(lambda));
                then(world.With(value), Value.Of(value));
                break;
            case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } function } group when GraphOf(function) is { } functionGraph:
                var local = new FunctionReference(body.Sites.Latest(group.Syntax, -1), group.Syntax, function, functionGraph);
                then(world.With(local), Value.Of(local));
                break;
            case IMethodReferenceOperation group:
                Evaluate(group.Instance, world, (w, v) => then(group.Instance is null ? w : Bind(w, v, group), Value.NotNull));
                break;
        }
    }

    /// <summary>A method group holds its receiver: a task is kept by it unless it runs during the call that it is passed to.</summary>
    private World Bind(World world, Value receiver, IMethodReferenceOperation group)
    {
        world = Swallow(world, receiver, group.Instance!);
        var holder = group.Parent;
        while (holder is IDelegateCreationOperation or IConversionOperation)
            holder = holder.Parent;
        var runsNow = holder is IArgumentOperation { Parameter: { } parameter }
            && ((body.Contracts.TraitsOf(parameter) & ReferenceTraits.InvokedDuringCall) != 0 || LibraryFacts.RunsDuringCall(parameter));
        if (!runsNow && world.Find<TaskReference>(receiver) is { IsBound: true })
            Report(world, receiver, group.Instance!, "is captured by code that can run later");
        return world;
    }

    /// <summary>The graph of a local function; null where it is not one of this body, which happens in code that is half typed.</summary>
    private ControlFlowGraph? GraphOf(IMethodSymbol localFunction)
    {
        var function = localFunction.OriginalDefinition;
        for (var outer = graph; outer is not null; outer = outer.Parent)
            if (outer.LocalFunctions.Contains(function, SymbolEqualityComparer.Default))
                return graph.GetLocalFunctionControlFlowGraphInScope(function);
        return null;
    }

    /// <summary>Evaluates a function in the worlds of its call.</summary>
    private void Run(IMethodSymbol function, ControlFlowGraph functionGraph, Call call, World world, Then then)
    {
        if (!OnlyLetsGo(functionGraph.OriginalOperation))
        {
            MayThrow(world);
            NoteEscape(world, call.Syntax, call);
        }

        if (!Frame.MayEnter(frame, function))
        {
            then(world, Value.Unknown);
            return;
        }

        var isIterator = LibraryFacts.IsPlainIterator(function);
        if (isIterator && new BlockingScan(body.Contracts, body.Summaries).SummaryOf(function, functionGraph.OriginalOperation) is { } pauses)
            then = Making(call, pauses, then);
        var parameters = functionGraph.OriginalOperation is ILocalFunctionOperation declared ? declared.Symbol.Parameters : function.Parameters;
        for (var i = 0; i < call.Arguments.Length; i++)
            if (call.Arguments[i].Parameter is { } formal && formal.Ordinal < parameters.Length)
                world = AssignVariable(Use(world, call.Values[i], call.Arguments[i].Value), parameters[formal.Ordinal], call.Values[i]);
        foreach (var exit in Solve(functionGraph, new Frame(frame, call.Syntax, function) { OpenAtEntry = world.Sections.Open.Length }, world))
        {
            var (after, value) = TakeReturn(exit);
            for (var i = 0; i < call.Arguments.Length; i++)
                if (call.Arguments[i] is { Parameter: { RefKind: RefKind.Out or RefKind.Ref } formal, Value: var place } && formal.Ordinal < parameters.Length)
                    after = Assign(after, place, Known(after, Read(after, Terms.Of(parameters[formal.Ordinal]))), place);
            after = DropLocalsOf(function, after, value);
            if (isIterator)
                after = Rewound(after, world);
            if (after.Find<CountedReference>(value) is { IsOwed: true } made && !world.References.Contains(made.Id))
                (after, value) = TakeOver(after, made, call.Syntax);
            then(after, value);
        }
    }

    /// <summary>Whether a function does nothing that throws: it puts, disposes, closes sections.</summary>
    private bool OnlyLetsGo(IOperation function) => function.Descendants().All(operation => operation switch
    {
        IInvocationOperation { TargetMethod: var method } =>
            Puts(method) || (body.Contracts.TraitsOf(method) & (MethodTraits.AcquiresReadLock | MethodTraits.ReleasesReadLock)) != 0,
        IObjectCreationOperation or IPropertyReferenceOperation or IThrowOperation or IAwaitOperation => false,
        _ => true,
    });

    /// <summary>What a function made and returned is acquired, for its caller, by the call.</summary>
    private (World World, Value Value) TakeOver(World world, CountedReference made, SyntaxNode call)
    {
        body.Findings.Settle(made.Site);
        world = world.WithReferences(world.References.Without(made.Id));
        return Create(world, made with { Id = body.Sites.Latest(call, -1), Site = call, Name = null });
    }

    private List<World> Solve(ControlFlowGraph functionGraph, Frame inner, World world)
    {
        body.Inlined.Add(inner.Function.OriginalDefinition);
        var saved = thrown;
        var isOpen = body.Findings.IsOpen;
        body.Findings.IsOpen = false;
        var problem = new LifetimeProblem(body, functionGraph, inner);
        ForwardFlow<Worlds>.Solve(functionGraph, problem, Worlds.Of(world, body.Settings.Worlds), () => body.Findings.IsOpen = isOpen, body.Cancellation);
        body.Findings.IsOpen = isOpen;
        thrown = saved;
        return problem.Returns;
    }

    private (World World, Value Value) TakeReturn(World world)
    {
        var value = Known(world, Read(world, Terms.Return)) with { Term = -1 };
        return (world.Assign(Terms.Return, Value.Unknown, []), value);
    }

    /// <summary>What the variables of a function leave behind was told where the function ended.</summary>
    private World DropLocalsOf(IMethodSymbol function, World world, Value returned)
    {
        var left = world.WithBindings(world.Bindings.Where((term, _) =>
            Terms.SymbolOf(term) is not (ILocalSymbol or IParameterSymbol) || !IsDeclaredIn(Terms.SymbolOf(term)!, function)));
        return ReferenceEquals(left, world)
            ? world
            : left.WithReferences(left.References.Where((id, reference) =>
                reference.IsParameter || id == returned.Id || !IsBound(world, id) || IsBound(left, id)));
    }

    private static bool IsDeclaredIn(ISymbol variable, IMethodSymbol function) =>
        SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function.OriginalDefinition);

    /// <summary>A function is passed on: it has run when the call returns, or it may run at any later time.</summary>
    private World PassFunction(World world, FunctionReference function, IParameterSymbol parameter, Call call)
    {
        var runsNow = (body.Contracts.TraitsOf(parameter) & ReferenceTraits.InvokedDuringCall) != 0 || LibraryFacts.RunsDuringCall(parameter);
        if (!runsNow)
            return Escape(world, function);
        if (!Frame.MayEnter(frame, function.Symbol))
            return world;

        // It may run any number of times, none among them: what it changes is not known afterwards.
        foreach (var formal in function.Symbol.Parameters)
            world = AssignVariable(world, formal, Value.Unknown);
        TaskReference? given = null;
        var passed = new Frame(frame, call.Syntax, function.Symbol) { OpenAtEntry = world.Sections.Open.Length };
        foreach (var exit in Solve(function.Graph, passed, world))
        {
            var (after, value) = TakeReturn(exit);
            after = DropLocalsOf(function.Symbol, Keep(after, value, function.Site), value).With(world.Sections);
            if (after.Find<TaskReference>(value) is { IsBound: true } task)
                given = task with { IsUnasked = false };
            world = WorldJoin.OfOutcome(world, after);
        }

        // What the function gives may be in what the call gives: a query's list holds the tasks that its lambdas looked up.
        return given is null ? world : world.With(given).Assign(Terms.Of(call.Syntax), Value.Of(given), []);
    }

    /// <summary>The task that a function passed to a call gave; the call's result may carry it.</summary>
    private (World World, Value Value) TakeGiven(World world, Call call)
    {
        var term = Terms.Of(call.Syntax);
        var given = Read(world, term) with { Term = -1 };
        return given.Kind == ValueKind.Reference ? (world.Assign(term, Value.Unknown, []), given) : (world, Value.Unknown);
    }

    /// <summary>A function may run later: the tasks that it captures are not good then, and what it puts it owns.</summary>
    private World Escape(World world, FunctionReference function)
    {
        body.Escaped.Add(function.Symbol.OriginalDefinition);
        return Capture(world, function.Graph, function.Symbol, []);
    }

    private World Capture(World world, ControlFlowGraph functionGraph, IMethodSymbol function, HashSet<IMethodSymbol> seen)
    {
        if (!seen.Add(function.OriginalDefinition))
            return world;
        var told = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var mention in functionGraph.OriginalOperation.Descendants())
        {
            if (mention is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } inner } && GraphOf(inner) is { } innerGraph)
                world = Capture(world, innerGraph, inner, seen);
            if (VariableOf(mention) is not { } variable || IsInNameOf(mention))
                continue;
            var value = Read(world, Terms.Of(variable));
            if (world.Find<TaskReference>(value) is { IsBound: true } && told.Add(variable))
                Report(world, value, mention, "is captured by code that can run later");
            else if (world.Find(value) is CountedReference or ExaminationReference && !IsMereUse(mention))
                world = Keep(world, value, mention.Syntax);
        }

        return world;
    }

    private static ISymbol? VariableOf(IOperation mention) => mention switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static bool IsInNameOf(IOperation mention) => mention.Parent is INameOfOperation || mention.Parent?.Parent is INameOfOperation;

    /// <summary>Whether a mention is the receiver of a member that does not put it, or a null test.</summary>
    private bool IsMereUse(IOperation mention) => mention.Parent switch
    {
        IInvocationOperation call => call.Instance == mention && !Puts(call.TargetMethod),
        IPropertyReferenceOperation or IFieldReferenceOperation or IIsPatternOperation or IBinaryOperation => true,
        IConditionalAccessOperation access when access.Operation == mention =>
            access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>().All(IsMereUse),
        IArgumentOperation { Parameter: { } parameter } => (body.Contracts.TraitsOf(parameter) & ReferenceTraits.Owned) == 0
            && parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } callee && !Declarations.IsInferred(callee)
            && !LibraryFacts.Keeps(parameter) && !LibraryFacts.PassesOn(parameter),
        _ => false,
    };

    private bool Puts(IMethodSymbol method) =>
        (body.Contracts.TraitsOf(method) & MethodTraits.Puts) != 0 || LibraryFacts.IsDispose(method);
}
