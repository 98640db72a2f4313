using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Flow;
using Utrace.Analyzers.Lifetimes.Evaluation;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>The lifetime analysis of one graph as a forward flow problem over worlds.</summary>
internal sealed class LifetimeProblem(BodyContext body, ControlFlowGraph graph, Frame? frame) : IFlowProblem<Worlds>
{
    private readonly Evaluator evaluator = new(body, graph, frame);
    private readonly LaterMentions later = new(graph, body.Cancellation);
    private readonly List<int[]?> numbers = [];

    /// <summary>The worlds in which the graph returns.</summary>
    public List<World> Returns { get; } = [];

    public Worlds Join(Worlds known, Worlds added) => known.Join(added);

    public bool IsUnreachable(Worlds state) => state.IsEmpty;

    public Worlds Transfer(IOperation operation, Worlds state, ThrownStates<Worlds> thrown) => evaluator.Transfer(operation, state, thrown);

    public (Worlds WhenTrue, Worlds WhenFalse) Branch(IOperation condition, Worlds state, ThrownStates<Worlds> thrown) =>
        evaluator.Branch(condition, state, thrown);

    public Worlds Yield(IOperation value, ControlFlowBranchSemantics semantics, Worlds state, ThrownStates<Worlds> thrown) =>
        evaluator.Yield(value, semantics, state, thrown);

    public Worlds Leave(ControlFlowBranch branch, IEnumerable<ControlFlowRegion> regions, Worlds state)
    {
        var dying = new HashSet<int>();
        foreach (var region in regions)
        {
            foreach (var local in region.Locals)
                dying.Add(body.Terms.Of(local));
            foreach (var capture in region.CaptureIds)
                dying.Add(body.Terms.Of(graph, capture));
        }

        var isBack = branch.Destination is { } destination && destination.Ordinal <= branch.Source.Ordinal;
        return dying.Count == 0 && !isBack
            ? state
            : Each(state, world => Leave(world, dying, isBack, variable => ExitPaths.OutOfScope(branch, variable)));
    }

    public Worlds Meet(BasicBlock block, Worlds state) => Each(state, world => Forget(world, block.Ordinal));

    private Worlds Each(Worlds state, Func<World, World> change)
    {
        var after = new List<World>(state.All.Length);
        var changed = false;
        foreach (var world in state.All)
        {
            var next = change(world);
            changed |= !ReferenceEquals(next, world);
            after.Add(next);
        }

        return changed ? Worlds.Of(after, body.Settings.Worlds) : state;
    }

    /// <summary>
    /// Forgets variables that nothing mentions any more, unless they hold what is still owed: what is put and done with keeps no worlds
    /// apart. An exception takes along captures that nobody can read any more: these hold nothing.
    /// </summary>
    private World Forget(World world, int block)
    {
        var bindings = world.Bindings.Where((term, id) =>
            IsMentioned(term, block)
            || (world.References.TryGet(id, out var reference)
                && ((reference is CountedReference { IsOwed: true } && !IsClosedCapture(term, block))
                    || reference is ExaminationReference { State: ExaminationState.Begun })));
        var forgotten = world.WithBindings(bindings).WithFacts(world.Facts.Where((term, _) => IsMentioned(term, block)));
        return ReferenceEquals(bindings, world.Bindings) ? forgotten : forgotten.Tidy();
    }

    private bool IsClosedCapture(int term, int block) => body.Terms.IsCaptureOf(term, graph) && !IsOpenAt(term, graph.Blocks[block]);

    private bool IsMentioned(int term, int block)
    {
        foreach (var number in NumbersOf(term))
            if (!later.AtEntry(block, number))
                return false;
        return true;
    }

    /// <summary>The variables of this graph that a term stands for or reads; none for what lives on outside it.</summary>
    private int[] NumbersOf(int term)
    {
        while (numbers.Count <= term)
            numbers.Add(null);
        return numbers[term] ??= body.Terms.CaptureOf(term, graph) is { } capture ? [later.NumberOf(capture)]
            : [.. body.Terms.VariablesOf(term).Where(IsOfThisGraph).Select(later.NumberOf)];
    }

    /// <summary>Whether a variable ends with the graph; what an out or ref parameter holds is the caller's at the end.</summary>
    private bool IsOfThisGraph(ISymbol variable) =>
        variable is ILocalSymbol or IParameterSymbol { RefKind: not (RefKind.Out or RefKind.Ref) } && (frame is null || SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, frame.Function.OriginalDefinition));

    public void Exit(FlowExit exit, Worlds state)
    {
        // An exception that a call raises, or that is thrown on, is no path that is written here.
        var isWritten = !exit.IsThrow
            || (exit.IsExplicit && exit.Source.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Throw });
        if (!exit.IsThrow)
            Returns.AddRange(state.All);
        if (!isWritten)
        {
            foreach (var world in state.All)
                evaluator.NoteEscaped(world);
            return;
        }

        if (!exit.IsThrow && frame is null && body.Method is { } method)
            foreach (var world in state.All)
                evaluator.CheckHandedOut(world, method);
        ExitPath? path = null;
        ExitPath Path() => path ??= ExitPaths.Of(exit, graph.OriginalOperation.Syntax, NameOfEnd());
        foreach (var world in state.All)
        {
            if (frame is null && !exit.IsThrow && body.Findings.IsOpen)
                NoteSections(world.Sections, Path);
            if (!exit.IsThrow || body.Settings.ExceptionalPaths)
                Leave(world, DyingAtExit(world, exit), false, _ => Path());
            var traits = frame is null ? body.Traits : body.Contracts.TraitsOf(frame.Function);
            OweSections(world, (frame?.OpenAtEntry ?? 0) + ((traits & MethodTraits.AcquiresReadLock) != 0 ? 1 : 0), Path);
        }
    }

    /// <summary>Whether a body that says it opens or closes a section has done so on a way on which it returns.</summary>
    private void NoteSections(Sections sections, Func<ExitPath> path)
    {
        if (sections.IsUnknown)
            return;
        if ((body.Traits & MethodTraits.AcquiresReadLock) != 0 && sections.Open.IsEmpty)
            body.Conduct.ReturnsUnopened(path());
        if ((body.Traits & MethodTraits.ReleasesReadLock) != 0 && sections.Released == 0)
            body.Conduct.ReturnsUnreleased(path());
    }

    private void OweSections(World world, int meant, Func<ExitPath> path)
    {
        for (var i = meant; i < world.Sections.Open.Length; i++)
        {
            var site = world.Sections.Open[i].Site;
            body.Findings.Owe(FindingKind.OpenSection, site, Quote.Of(Quote.Shown(site)), null, path());
        }
    }

    /// <summary>Variables go out of scope: what only they refer to is lost, and owed if nobody put it.</summary>
    private World Leave(World world, HashSet<int> dying, bool isBack, Func<SyntaxNode, ExitPath> path)
    {
        var left = world.WithBindings(world.Bindings.Where((term, _) => !dying.Contains(term)));
        var facts = world.Facts.Where((term, _) => !dying.Contains(term) && !(isBack && body.Terms.IsVolatile(term)));
        if (!ReferenceEquals(left, world))
        {
            var alive = new HashSet<int>();
            for (var i = 0; i < left.Bindings.Count; i++)
                alive.Add(left.Bindings.ValueAt(i));
            for (var i = 0; i < world.Bindings.Count; i++)
                if (dying.Contains(world.Bindings.KeyAt(i)) && !alive.Contains(world.Bindings.ValueAt(i))
                    && world.References.TryGet(world.Bindings.ValueAt(i), out var lost))
                    Owe(lost, world.Bindings.KeyAt(i), path);
        }

        return ReferenceEquals(left, world) ? left.WithFacts(facts) : left.WithFacts(facts).Tidy();
    }

    /// <summary>
    /// What a variable takes with it is owed on this way. What only a capture still had was in no variable, or is in none any more, and
    /// is lost here.
    /// </summary>
    private void Owe(Reference lost, int term, Func<SyntaxNode, ExitPath> path)
    {
        var variable = body.Terms.SymbolOf(term);
        if (lost is CountedReference { IsOwed: true } owed)
        {
            if (variable is not null || (owed.Overwritten is null && owed.Name is not null))
                body.Findings.Owe(
                    FindingKind.MissingPut, owed.Site, SubjectOf(owed), owed.Family, path(DeclarationOf(variable, owed)),
                    owed.IsPutByUsing ? "{0}; declare it with 'using', or put it in a 'finally'" : "{0}; put it in a 'finally'",
                    owed.MayBePutElsewhere);
            else if (!owed.IsUntyped)
                body.Findings.Lose(owed);
        }
        else if (lost is ExaminationReference { State: ExaminationState.Begun } && variable is not null)
        {
            body.Findings.Owe(
                FindingKind.UnfinishedExamination, lost.Site, SubjectOf(lost), null, path(DeclarationOf(variable, lost)),
                "is prepared but not finished {0}; finish the examination on every path, and use what was read only where that answers 0");
        }
    }

    private static string SubjectOf(Reference lost) => lost.Name ?? Quote.Of(Quote.Shown(lost.Site));

    private SyntaxNode DeclarationOf(ISymbol? variable, Reference lost) =>
        variable?.DeclaringSyntaxReferences is [var first, ..] ? first.GetSyntax(body.Cancellation) : lost.Site;

    /// <summary>At the end of a body all of its variables die; at the end of a function inside it, its own.</summary>
    private HashSet<int> DyingAtExit(World world, FlowExit exit)
    {
        var dying = new HashSet<int>();
        for (var i = 0; i < world.Bindings.Count; i++)
            if (world.Bindings.KeyAt(i) is var term && term != body.Terms.Return
                && (body.Terms.SymbolOf(term) is { } variable ? frame is null || IsOfFunction(variable, frame.Function) : !exit.IsThrow && IsOpenAt(term, exit.Source)))
                dying.Add(term);
        return dying;
    }

    private static bool IsOfFunction(ISymbol variable, IMethodSymbol function) =>
        variable is ILocalSymbol or IParameterSymbol && SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function.OriginalDefinition);

    /// <summary>
    /// Whether a capture is in scope where a block ends. An exception takes others along to its handlers: what became of theirs is not
    /// known, the call that threw may have taken it.
    /// </summary>
    private bool IsOpenAt(int term, BasicBlock block)
    {
        if (body.Terms.CaptureOf(term, graph) is not { } capture)
            return false;
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
            if (region.CaptureIds.Contains(capture))
                return true;
        return false;
    }

    private string NameOfEnd() => (frame?.Function ?? body.Method) switch
    {
        null => "the initializer",
        { MethodKind: MethodKind.AnonymousFunction } => "the lambda",
        { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } constructor => "'" + constructor.ContainingType.Name + "'",
        { AssociatedSymbol: { } member } => "'" + member.Name + "'",
        var method => "'" + method.Name + "'",
    };
}
