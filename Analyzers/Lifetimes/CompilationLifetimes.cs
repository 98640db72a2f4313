using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.Owners;
using Utrace.Analyzers.Lifetimes.Promises;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>The lifetimes of one compilation: its contracts, the summaries of its methods, and the analysis of its bodies.</summary>
internal sealed class CompilationLifetimes : ISummaryBuilder<BodyResult>
{
    /// <summary>What a method says of itself that makes it a fault to sleep or to wait in it.</summary>
    private const MethodTraits MayNotPause = MethodTraits.MustNotWait | MethodTraits.RequiresReadLock | MethodTraits.ReleasesReadLock | MethodTraits.AssertsReadLock;

    private readonly Compilation compilation;
    private readonly ContractReader contracts;
    private readonly Touches touches;
    private readonly SummaryTable<BodyResult> table;
    private readonly Callers callers;
    private readonly Members members;
    private readonly TypeOwnership ownership;
    private readonly ConcurrentDictionary<SyntaxNode, BodyResult> bodies = [];
    private readonly ConcurrentDictionary<INamedTypeSymbol, KnownOwners> owners = new(SymbolEqualityComparer.Default);
    private readonly SettingsReader? settings;

    private CompilationLifetimes(Compilation compilation, ContractReader contracts, SettingsReader? settings)
    {
        this.compilation = compilation;
        this.contracts = contracts;
        this.settings = settings;
        touches = new Touches(contracts);
        table = new SummaryTable<BodyResult>(this);
        callers = new Callers(compilation);
        members = new Members(compilation);
        ownership = new TypeOwnership(
            compilation, contracts, new CountedTypes(contracts), (body, cancellation) => ResultOf(body.Root, body.Owner, GraphOf(body.Root), cancellation));
    }

    /// <summary>The lifetimes of a compilation with nothing but its attributes; null where it knows none.</summary>
    public static CompilationLifetimes? Of(Compilation compilation) =>
        ContractReader.For(compilation, DeclaredContracts.None) is { } contracts ? new CompilationLifetimes(compilation, contracts, null) : null;

    /// <summary>The lifetimes of a compilation with its contract files and options; null where it knows no contract.</summary>
    public static CompilationLifetimes? Of(Compilation compilation, DeclaredContracts declared, AnalyzerOptions options, CancellationToken cancellation)
    {
        if (ContractReader.For(compilation, declared) is not { } contracts)
            return null;
        var settings = new SettingsReader(compilation, options.AnalyzerConfigOptionsProvider);
        return new CompilationLifetimes(compilation, contracts.WithBlocking(settings.FindBlockingCalls(cancellation)), settings);
    }

    /// <summary>What is wrong with the options.</summary>
    public IEnumerable<Finding> FindingsOnOptions(CancellationToken cancellation) =>
        settings?.FindProblems(cancellation).Select(problem => FindingOf(problem, FindingKind.WrongOption)) ?? [];

    /// <summary>What is wrong with a contract file.</summary>
    public static IEnumerable<Finding> FindingsIn(ContractFile file) => file.Problems.Select(problem => FindingOf(problem, FindingKind.WrongContractLine));

    private static Finding FindingOf(ConfigurationProblem problem, FindingKind kind) =>
        new(kind, problem.Location, problem.Subject, problem.Detail, null, []);

    private Settings SettingsOf(IOperation root) => settings?.Of(root.Syntax.SyntaxTree) ?? Settings.Default;

    /// <summary>What is wrong in a body.</summary>
    /// <param name="root">The operation of the body.</param>
    /// <param name="owner">The member that it belongs to.</param>
    /// <param name="graphOf">Gives the graph of the body, where one is needed.</param>
    /// <param name="cancellation">Stops the analysis.</param>
    public IEnumerable<Finding> FindingsIn(IOperation root, ISymbol owner, Func<ControlFlowGraph> graphOf, CancellationToken cancellation)
    {
        var method = owner as IMethodSymbol;
        var result = ResultOf(root, owner, graphOf, cancellation);
        var findings = result.Findings.Where(finding => finding.Member is not { } member || !IsNeverPut(member, cancellation));
        if (method is not null && IsInferred(method) && !result.Requirements.IsEmpty && !callers.MeetRequirements(method, cancellation))
            findings = findings.Concat(result.Requirements);
        return KeptDelegates.MayBeIn(method, contracts) && touches.WorthOf(root, method) != Worth.Silence
            ? findings.Concat(KeptDelegates.In(root, method!, contracts))
            : findings;
    }

    /// <summary>Whether a type has members that can own references.</summary>
    public bool MayOwn(INamedTypeSymbol type) => ownership.MayBeAsked(type);

    /// <summary>The members of a type that own references which nothing puts.</summary>
    public ImmutableArray<Finding> OwnersIn(INamedTypeSymbol type, CancellationToken cancellation)
    {
        // Asked for the type and for each assignment to its members; it is told once, by whoever comes first.
        var known = owners.GetOrAdd(type, static _ => new KnownOwners());
        lock (known)
            return known.Findings ??= [.. ownership.FindingsOn(type, cancellation)];
    }

    /// <summary>Whether a member is told already to own what nothing puts: that it is assigned anew is the same fault.</summary>
    private bool IsNeverPut(ISymbol member, CancellationToken cancellation)
    {
        var type = OwnerMembers.OutermostOf(member.ContainingType);
        return MayOwn(type) && OwnersIn(type, cancellation).Any(finding => finding.Location.Equals(member.Locations[0]));
    }

    /// <summary>The result of a body, analysed once: rules on bodies and rules on types both ask for it.</summary>
    private BodyResult ResultOf(IOperation root, ISymbol owner, Func<ControlFlowGraph>? graphOf, CancellationToken cancellation)
    {
        var method = owner as IMethodSymbol;
        if (method is not null && IsInferred(method))
            return table.Get(method, cancellation);
        if (bodies.TryGetValue(root.Syntax, out var known))
            return known;
        if (graphOf is null || WorthOf(root, method, cancellation) != Worth.Analysis)
            return BodyResult.Nothing;
        return bodies.GetOrAdd(
            root.Syntax, new BodyAnalysis(contracts, table.SourceFor(method, cancellation), members, SettingsOf(root), cancellation).Analyse(graphOf(), method));
    }

    /// <summary>What is wrong with a declaration: by its type it keeps a task, or it says otherwise than its base.</summary>
    public IEnumerable<Finding> FindingsOn(ISymbol member)
    {
        if (member is IMethodSymbol { IsImplicitlyDeclared: false, Locations: [{ IsInSource: true }, ..] } method)
        {
            foreach (var broken in InheritedContract.Broken(method, contracts))
                yield return broken;
            yield break;
        }

        var keepers = member switch
        {
            IFieldSymbol { AssociatedSymbol: null, IsImplicitlyDeclared: false } field when contracts.Carries(field.Type) => [field],
            IPropertySymbol property when contracts.Carries(property.Type) && Declarations.IsAutomatic(property)
                && (contracts.TraitsOf(property) & ReferenceTraits.AlwaysValid) == 0 => [property],
            INamedTypeSymbol type => PrimaryConstructors.CapturedParametersOf(type).Where(parameter =>
                contracts.Carries(parameter.Type) && (contracts.TraitsOf(parameter) & ReferenceTraits.AlwaysValid) == 0),
            _ => Enumerable.Empty<ISymbol>(),
        };
        foreach (var keeper in keepers)
            if (keeper.Locations is [{ IsInSource: true } place, ..])
                yield return new Finding(FindingKind.HeldTask, place, keeper.Name, "keeps a task", null, []);
    }

    public bool IsInferred(IMethodSymbol method) =>
        Declarations.IsInferred(method.OriginalDefinition) || Declarations.IsWrittenConstructor(method.OriginalDefinition);

    public IReadOnlyList<IMethodSymbol> CalleesOf(IMethodSymbol method, CancellationToken cancellation) =>
        OperationOf(method, cancellation) is { } root ? CalleesIn(root) : [];

    public BodyResult Analyse(IMethodSymbol method, ISummarySource summaries, CancellationToken cancellation)
    {
        if (OperationOf(method, cancellation) is not { } root || GraphOf(root) is not { } graph)
            return BodyResult.Nothing;
        return WorthOf(root, method, cancellation) switch
        {
            Worth.Pauses => BodyResult.Nothing with { Summary = new BlockingScan(contracts, summaries).SummaryOf(method, root) },
            Worth.Analysis => new BodyAnalysis(contracts, summaries, members, SettingsOf(root), cancellation).Analyse(graph(), method),
            Worth.Silence => BodyResult.Nothing with { Summary = Summary.OfBroken(method.Parameters.Length) },
            _ => BodyResult.Nothing,
        };
    }

    public Summary? SummaryOf(BodyResult result) => result.Summary;

    /// <summary>The text and the Graphviz picture of the analysis of a method, for people who work on it.</summary>
    public LifetimeDump? Dump(IMethodSymbol method, CancellationToken cancellation)
    {
        if (OperationOf(method, cancellation) is not { } root || GraphOf(root) is not { } graph)
            return null;
        var analysis = new BodyAnalysis(contracts, table.SourceFor(method, cancellation), members, SettingsOf(root), cancellation);
        return new LifetimeDump(analysis.Solve(graph(), method, out var body), body);
    }

    /// <summary>Whether a body touches a lifetime, itself or through a method that it calls.</summary>
    private Worth WorthOf(IOperation root, IMethodSymbol? method, CancellationToken cancellation)
    {
        var worth = touches.WorthOf(root, method);
        if (worth is Worth.Analysis or Worth.Silence)
            return worth;
        foreach (var callee in CalleesIn(root))
            if ((method is null || !table.InOneCircle(method, callee)) && table.Get(callee, cancellation).Summary is { } summary)
            {
                if (!summary.OnlyPauses)
                    return Worth.Analysis;
                worth = Worth.Pauses;
            }

        return worth == Worth.Pauses && method is not null && (contracts.TraitsOf(method) & MayNotPause) != 0 ? Worth.Analysis : worth;
    }

    private List<IMethodSymbol> CalleesIn(IOperation root)
    {
        var callees = new List<IMethodSymbol>();
        foreach (var operation in root.Descendants())
        {
            var callee = operation switch
            {
                IInvocationOperation invocation => invocation.TargetMethod,
                IObjectCreationOperation creation => creation.Constructor,
                IPropertyReferenceOperation reference => reference.Property.GetMethod,
                _ => null,
            };
            if (callee is not null && IsInferred(callee) && !callees.Contains(callee.OriginalDefinition, SymbolEqualityComparer.Default))
                callees.Add(callee.OriginalDefinition);
        }

        return callees;
    }

    private IOperation? OperationOf(IMethodSymbol method, CancellationToken cancellation)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
            if (compilation.ContainsSyntaxTree(reference.SyntaxTree)
                && compilation.GetSemanticModel(reference.SyntaxTree).GetOperation(reference.GetSyntax(cancellation), cancellation) is { } operation)
                return operation;
        return null;
    }

    private static Func<ControlFlowGraph>? GraphOf(IOperation root) => root switch
    {
        IMethodBodyOperation body => () => ControlFlowGraph.Create(body),
        IConstructorBodyOperation body => () => ControlFlowGraph.Create(body),
        IBlockOperation { Parent: null } body => () => ControlFlowGraph.Create(body),
        IFieldInitializerOperation initializer => () => ControlFlowGraph.Create(initializer),
        IPropertyInitializerOperation initializer => () => ControlFlowGraph.Create(initializer),
        _ => null,
    };

    /// <summary>What is wrong with the members of one type, once it is known.</summary>
    private sealed class KnownOwners
    {
        public ImmutableArray<Finding>? Findings { get; set; }
    }
}
