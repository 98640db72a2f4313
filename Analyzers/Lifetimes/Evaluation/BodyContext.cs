using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.Promises;
using Utrace.Analyzers.Lifetimes.State;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>What the evaluation of one body, and of the local functions and lambdas that run in it, shares.</summary>
internal sealed class BodyContext
{
    /// <summary>No body that people write comes near it; past it the analysis gives up and says nothing.</summary>
    private const int MostSteps = 4_000_000;

    private int steps;

    public BodyContext(
        ContractReader contracts,
        ISummarySource summaries,
        Members members,
        Settings settings,
        IMethodSymbol? method,
        CallerSection caller,
        CancellationToken cancellation)
    {
        Cancellation = cancellation;
        Contracts = contracts;
        Summaries = summaries;
        Members = members;
        Settings = settings;
        Method = method;
        Caller = caller;
    }

    public ContractReader Contracts { get; }

    public ISummarySource Summaries { get; }

    public Members Members { get; }

    public Settings Settings { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>The method that the body belongs to; null for initializers.</summary>
    public IMethodSymbol? Method { get; }

    public CallerSection Caller { get; }

    public MethodTraits Traits => Method is null ? MethodTraits.None : Contracts.TraitsOf(Method);

    public Terms Terms { get; } = new();

    public Sites Sites { get; } = new();

    public Findings Findings { get; } = new();

    public KeptReferences Kept { get; } = new();

    /// <summary>What the body does, as far as its contract may say otherwise.</summary>
    public Conduct Conduct { get; } = new();

    /// <summary>Locals that a function inside the body assigns: what is known of their values can change unseen.</summary>
    public HashSet<ISymbol> Shared { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Parameters that the body assigns: what is known of them at its end says nothing of what was passed in.</summary>
    public HashSet<ISymbol> Assigned { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The members of counted types that the body assigns; default where nobody has asked yet.</summary>
    public ImmutableArray<ISymbol> AssignedMembers { get; set; }

    /// <summary>The functions inside the body that were evaluated where they are invoked.</summary>
    public HashSet<IMethodSymbol> Inlined { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The functions inside the body that may run later.</summary>
    public HashSet<IMethodSymbol> Escaped { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What of the body holds its caller up.</summary>
    public Pauses Pauses { get; } = new();

    /// <summary>Whether something in the body detaches an engine.</summary>
    public bool Detaches { get; set; }

    /// <summary>Whether something in the body begins an examination.</summary>
    public bool Examines { get; set; }

    /// <summary>The engines that the body keeps somewhere, and what it asks to be told of them.</summary>
    public KeptEngines KeptEngines { get; } = new();

    public LocalUses Locals { get; } = new();

    public void Step()
    {
        if (++steps > MostSteps)
            throw new TooManyStepsException();
    }
}

/// <summary>A body is too large to be analysed in bounded time.</summary>
internal sealed class TooManyStepsException : Exception;
