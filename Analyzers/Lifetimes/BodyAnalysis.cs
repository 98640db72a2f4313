using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Flow;
using Utrace.Analyzers.Lifetimes.Evaluation;
using Utrace.Analyzers.Lifetimes.Promises;
using Utrace.Analyzers.Lifetimes.State;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>What one pass over a body gives.</summary>
/// <param name="Findings">What is wrong in the body.</param>
/// <param name="Requirements">What is wrong where no caller meets it: the places that need a section of the caller.</param>
/// <param name="Summary">What the body does to its caller's lifetimes; null where the analysis gave up.</param>
internal sealed record BodyResult(ImmutableArray<Finding> Findings, ImmutableArray<Finding> Requirements, Summary? Summary)
{
    public static BodyResult Nothing { get; } = new([], [], null);

    /// <summary>The references that the body owned and handed on: where they went is asked by the rules on owners.</summary>
    public ImmutableArray<KeptReference> Kept { get; init; } = [];
}

/// <summary>Analyses one body, with the local functions and lambdas in it.</summary>
internal sealed class BodyAnalysis(
    ContractReader contracts, ISummarySource summaries, Members members, Settings settings, CancellationToken cancellation)
{
    /// <param name="graph">The graph of the body.</param>
    /// <param name="method">The method that it belongs to; null for an initializer.</param>
    public BodyResult Analyse(ControlFlowGraph graph, IMethodSymbol? method)
    {
        try
        {
            return Run(graph, method).Result;
        }
        catch (TooManyStepsException)
        {
            return BodyResult.Nothing;
        }
        catch (InsufficientExecutionStackException)
        {
            return BodyResult.Nothing;
        }
    }

    /// <summary>The graph with the worlds in which each block is entered, for people who work on the analysis.</summary>
    public FlowResult<Worlds> Solve(ControlFlowGraph graph, IMethodSymbol? method, out BodyContext body)
    {
        var (_, flow, context) = Run(graph, method);
        body = context;
        return flow;
    }

    private (BodyResult Result, FlowResult<Worlds> Flow, BodyContext Body) Run(ControlFlowGraph graph, IMethodSymbol? method)
    {
        var body = new BodyContext(contracts, summaries, members, settings, method, CallerOf(method), cancellation);
        FindShared(graph.OriginalOperation, body);
        var problem = new LifetimeProblem(body, graph, null);
        var flow = ForwardFlow<Worlds>.Solve(graph, problem, Enter(method, body), () => body.Findings.IsOpen = true, cancellation);
        body.KeptEngines.Report(body.Findings);
        // A member that is given what the body itself puts in the end owns none of it.
        var findings = body.Findings.ToFindings().RemoveAll(finding => finding.Given is { } given && body.Kept.IsReleased(given));
        var inner = new List<Finding>(KeptContract.Judge(method, problem.Returns, body));
        var kept = new List<KeptReference>(body.Kept.ToList());
        AnalyseFunctions(graph, body, inner, kept);
        var requirements = body.Findings.Requirements;
        var summary = new Summary(
            requirements.Count == 0 ? null : requirements[0].Node, body.Pauses.Any, ExitCases.Of(problem.Returns, method, body))
        {
            Blocking = body.Pauses.Blocking,
            Waiting = body.Pauses.Waiting,
            Unchecked = body.Findings.Unchecked,
        };
        var result = new BodyResult(
            inner.Count == 0 ? findings : [.. findings.Concat(inner).GroupBy(f => (f.Kind, f.Location)).Select(same => same.First())],
            [.. requirements.Select(Evaluation.Findings.Unmet)],
            summary) { Kept = [.. kept] };
        return (result, flow, body);
    }

    private CallerSection CallerOf(IMethodSymbol? method)
    {
        if (method is null)
            return CallerSection.None;
        if ((contracts.TraitsOf(method) & (MethodTraits.RequiresReadLock | MethodTraits.ReleasesReadLock)) != 0)
            return CallerSection.Held;
        return Declarations.IsInferred(method) ? CallerSection.Inferred : CallerSection.None;
    }

    private static Worlds Enter(IMethodSymbol? method, BodyContext body)
    {
        var world = World.Entry(new Sections(body.Caller, 0, []));
        if (method is not null)
            foreach (var parameter in method.Parameters)
                world = Enter(parameter, world, body);
        return Worlds.Of(world, body.Settings.Worlds);
    }

    private static World Enter(IParameterSymbol parameter, World world, BodyContext body)
    {
        if (parameter.RefKind == RefKind.Out || parameter.DeclaringSyntaxReferences is not [var declaration, ..])
            return world;
        var about = body.Contracts.TraitsOf(parameter);
        var site = declaration.GetSyntax(body.Cancellation);
        var id = body.Sites.Latest(site, -1);
        var role = body.Contracts.RoleOf(parameter.Type);
        var isUntyped = role == TypeRole.Plain
            && (IsDisposable(parameter.Type) || body.Contracts.MayBeCounted(parameter.Type) || (about & ReferenceTraits.CountsValue) != 0);
        var reference = role switch
        {
            TypeRole.Protected when (about & (ReferenceTraits.AlwaysValid | ReferenceTraits.StaleTolerant)) == 0 =>
                new TaskReference(id, site, (about & ReferenceTraits.ValidDuringCall) != 0 ? TaskState.DuringCall : TaskState.Lent),
            _ when role == TypeRole.Counted || isUntyped => new CountedReference(
                id,
                site,
                // Where a declaration contradicts its base, the body is measured by its own word.
                (about & (ReferenceTraits.Owned | ReferenceTraits.Borrowed)) == ReferenceTraits.Owned ? CountedState.Owned : CountedState.Borrowed,
                Evaluator.FamilyOf(parameter.Type, body.Contracts))
                {
                    IsUntyped = isUntyped,
                    Attached = AttachmentOf(parameter, body),
                },
            _ => (Reference?)null,
        };
        if (reference is null)
            return world;
        reference = reference with
        {
            Name = parameter.Name,
            IsParameter = true,
            Null = parameter.Type.NullableAnnotation == NullableAnnotation.NotAnnotated ? Nullness.No : Nullness.Maybe,
        };
        return world.With(reference).Assign(body.Terms.Of(parameter), Value.Of(reference), []);
    }

    /// <summary>How the engine was attached that a callback is handed: with the object that the callback is one of.</summary>
    private static Attachment? AttachmentOf(IParameterSymbol parameter, BodyContext body) =>
        parameter.ContainingSymbol is IMethodSymbol { OverriddenMethod: not null, ContainingType: { IsSealed: true } type }
        && !body.Contracts.Engines.CallbacksOf(type).IsEmpty
            ? Attachment.Unknown with { Callbacks = type }
            : null;

    /// <summary>Whether a parameter takes anything disposable, a counted reference among it: what the body does with it concerns its callers.</summary>
    public static bool IsDisposable(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_IDisposable
        || (type is ITypeParameterSymbol generic && generic.ConstraintTypes.Any(constraint => constraint.SpecialType == SpecialType.System_IDisposable));

    /// <summary>Local functions and lambdas that nothing in the body invokes, or that may run later too, are bodies of their own.</summary>
    private void AnalyseFunctions(ControlFlowGraph graph, BodyContext body, List<Finding> findings, List<KeptReference> kept)
    {
        foreach (var (function, functionGraph) in NestedFunctions.Of(graph))
        {
            var symbol = function.OriginalDefinition;
            if (!body.Inlined.Contains(symbol) || body.Escaped.Contains(symbol))
            {
                var (result, _, _) = Run(functionGraph, function);
                findings.AddRange(result.Findings);
                findings.AddRange(result.Requirements);
                kept.AddRange(result.Kept);
            }
            else
            {
                AnalyseFunctions(functionGraph, body, findings, kept);
            }
        }
    }

    /// <summary>Variables that a function inside the body assigns may change where the body does not see it.</summary>
    private static void FindShared(IOperation root, BodyContext body)
    {
        foreach (var operation in root.Descendants())
        {
            var (inside, function) = operation switch
            {
                IAnonymousFunctionOperation lambda => ((IOperation?)lambda.Body, lambda.Symbol),
                ILocalFunctionOperation local => (local.Body, local.Symbol),
                _ => (null, null),
            };
            if (inside is null)
                continue;
            foreach (var inner in inside.Descendants())
                if (inner is IAssignmentOperation or IIncrementOrDecrementOperation && TargetOf(inner) is { } variable
                    && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function))
                    body.Shared.Add(variable);
        }
    }

    private static ISymbol? TargetOf(IOperation assignment) =>
        (assignment is IAssignmentOperation assigned ? assigned.Target : ((IIncrementOrDecrementOperation)assignment).Target) switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
}
