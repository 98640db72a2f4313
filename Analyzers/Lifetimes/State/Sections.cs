using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Lifetimes.State;

/// <summary>What the caller of a body has open when it is entered.</summary>
internal enum CallerSection
{
    /// <summary>Nothing that the body may count on.</summary>
    None,

    /// <summary>Whatever the body needs: it is inferred, and each caller is held to it.</summary>
    Inferred,

    /// <summary>A section: declared, or asserted.</summary>
    Held,
}

/// <summary>One section that the body opened.</summary>
/// <param name="Site">The call that opened it.</param>
/// <param name="ScopeId">The reference whose disposal closes it; -1 where an unlock does.</param>
internal readonly record struct OpenSection(SyntaxNode Site, int ScopeId);

/// <summary>The read-side sections that are open at one point of one world.</summary>
/// <param name="Caller">What the caller has open.</param>
/// <param name="Released">How many sections of the caller the body has closed.</param>
/// <param name="Open">What the body has opened, outermost first.</param>
internal sealed record Sections(CallerSection Caller, int Released, ImmutableArray<OpenSection> Open)
{
    /// <summary>A lock in a loop opens no end of sections; past this many from one site nothing more is said of them.</summary>
    private const int DeepestPerSite = 3;

    /// <summary>Whether ways with different sections were merged, so that nothing is said of them any more.</summary>
    public bool IsUnknown { get; init; }

    public Sections Push(SyntaxNode site, int scopeId)
    {
        var same = 0;
        foreach (var section in Open)
            if (section.Site == site)
                same++;
        return same >= DeepestPerSite ? this with { IsUnknown = true, Released = 0, Open = [] } : this with { Open = Open.Add(new OpenSection(site, scopeId)) };
    }

    public Sections Without(int index) => this with { Open = Open.RemoveAt(index) };

    /// <summary>The section that an unlock closes, where one is open.</summary>
    public int IndexToUnlock() => IndexOfScope(-1) is var locked and >= 0 ? locked : Open.Length - 1;

    /// <summary>The section that a scope keeps open; -1 where it is closed.</summary>
    public int IndexOfScope(int scopeId)
    {
        for (var i = Open.Length - 1; i >= 0; i--)
            if (Open[i].ScopeId == scopeId)
                return i;
        return -1;
    }

    public bool Equals(Sections? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || Caller != other.Caller || Released != other.Released || IsUnknown != other.IsUnknown || Open.Length != other.Open.Length)
            return false;
        for (var i = 0; i < Open.Length; i++)
            if (Open[i] != other.Open[i])
                return false;
        return true;
    }

    public override int GetHashCode() => (((int)Caller * 31 + Released) * 31 + Open.Length) * 2 + (IsUnknown ? 1 : 0);
}
