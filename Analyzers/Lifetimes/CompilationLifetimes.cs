using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>The lifetimes of one compilation: its contracts, the summaries of its methods, and the analysis of its bodies.</summary>
internal sealed class CompilationLifetimes : ISummaryBuilder<BodyResult>
{
    private readonly Compilation compilation;
    private readonly ContractReader contracts;
    private readonly Touches touches;
    private readonly SummaryTable<BodyResult> table;
    private readonly Callers callers;

    private readonly SettingsReader? settings;

    private CompilationLifetimes(Compilation compilation, ContractReader contracts, SettingsReader? settings)
    {
        this.compilation = compilation;
        this.contracts = contracts;
        this.settings = settings;
        touches = new Touches(contracts);
        table = new SummaryTable<BodyResult>(this);
        callers = new Callers(compilation);
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
        if (method is not null && IsInferred(method))
        {
            var result = table.Get(method, cancellation);
            return result.Requirements.IsEmpty || callers.MeetRequirements(method, cancellation)
                ? result.Findings
                : result.Findings.Concat(result.Requirements);
        }

        if (WorthOf(root, method, cancellation) != Worth.Analysis)
            return [];
        return new BodyAnalysis(contracts, table.SourceFor(method, cancellation), SettingsOf(root), cancellation).Analyse(graphOf(), method).Findings;
    }

    /// <summary>What is wrong with a declaration by its type: it keeps a task.</summary>
    public IEnumerable<Finding> FindingsOn(ISymbol member)
    {
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
            Worth.Analysis => new BodyAnalysis(contracts, summaries, SettingsOf(root), cancellation).Analyse(graph(), method),
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
        var analysis = new BodyAnalysis(contracts, table.SourceFor(method, cancellation), SettingsOf(root), cancellation);
        return new LifetimeDump(analysis.Solve(graph(), method, out var body), body);
    }

    /// <summary>Whether a body touches a lifetime, itself or through a method that it calls.</summary>
    private Worth WorthOf(IOperation root, IMethodSymbol? method, CancellationToken cancellation)
    {
        var worth = touches.WorthOf(root, method);
        if (worth != Worth.Nothing)
            return worth;
        foreach (var callee in CalleesIn(root))
            if ((method is null || !table.InOneCircle(method, callee)) && table.Get(callee, cancellation).Summary is not null)
                return Worth.Analysis;
        return Worth.Nothing;
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
        _ => null,
    };
}
