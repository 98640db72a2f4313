using System.Collections.Immutable;

namespace Utrace.Analyzers.Lifetimes.State;

/// <summary>
/// The state of the analysis: the worlds in which a point can be reached. Worlds of one shape are merged and keep the facts that
/// they share (property simulation, as in ESP by Das, Lerner and Seigle, PLDI 2002); past a bound they are joined.
/// </summary>
internal sealed class Worlds
{
    private readonly ImmutableArray<World> worlds;

    // More worlds than this at one point are joined.
    private readonly int bound;

    // Once joined, always joined: what came apart again would be joined again, without end.
    private readonly Joined joined;

    private Worlds(ImmutableArray<World> worlds, int bound, Joined joined)
    {
        this.worlds = worlds;
        this.bound = bound;
        this.joined = joined;
    }

    /// <summary>Which worlds have been joined.</summary>
    private enum Joined
    {
        /// <summary>None.</summary>
        None,

        /// <summary>Those that have the same sections open and owe the same puts: only what is known of tasks is less sharp.</summary>
        WhereTheyOweAlike,

        /// <summary>Those that have the same sections open.</summary>
        WhereSectionsAreAlike,
    }

    public ImmutableArray<World> All => worlds;

    public bool IsEmpty => worlds.IsEmpty;

    /// <param name="world">The one world.</param>
    /// <param name="bound">How many are kept apart from here on.</param>
    public static Worlds Of(World world, int bound) => new([world], bound, Joined.None);

    public static Worlds Of(List<World> many, int bound)
    {
        var merged = new List<World>(many.Count);
        foreach (var world in many)
            Merge(merged, world);
        return Bounded(merged, bound, Joined.None);
    }

    /// <summary>The worlds of both; this state itself where it covers the other already.</summary>
    public Worlds Join(Worlds added)
    {
        if (ReferenceEquals(this, added) || added.IsEmpty)
            return this;
        if (IsEmpty)
            return added;
        var merged = new List<World>(worlds);
        var changed = false;
        foreach (var world in added.worlds)
            changed |= Merge(merged, world);
        if (!changed)
            return this;
        var bounded = Bounded(merged, bound, joined > added.joined ? joined : added.joined);
        return IsSame(bounded.worlds) ? this : bounded;
    }

    private bool IsSame(ImmutableArray<World> others)
    {
        if (others.Length != worlds.Length)
            return false;
        for (var i = 0; i < others.Length; i++)
            if (!others[i].HasShapeOf(worlds[i]) || !others[i].Facts.SameAs(worlds[i].Facts, static (a, b) => a.Equals(b)))
                return false;
        return true;
    }

    private static bool Merge(List<World> known, World added)
    {
        for (var i = 0; i < known.Count; i++)
        {
            if (!known[i].HasShapeOf(added))
                continue;
            var shared = known[i].Facts.Where((term, fact) => added.Facts.TryGet(term, out var other) && other.Equals(fact));
            if (ReferenceEquals(shared, known[i].Facts))
                return false;
            known[i] = known[i].WithFacts(shared);
            return true;
        }

        known.Add(added);
        return true;
    }

    /// <summary>Before worlds are joined, those are merged that differ only in what is settled: put, or null.</summary>
    private static List<World> Unburdened(List<World> worlds)
    {
        var merged = new List<World>(worlds.Count);
        foreach (var world in worlds)
            Merge(merged, world.WithoutSettled());
        return merged;
    }

    private static Worlds Bounded(List<World> merged, int bound, Joined joined)
    {
        if (joined == Joined.None && merged.Count > bound)
            merged = Unburdened(merged);
        if (joined == Joined.None && merged.Count <= bound)
            return new Worlds([.. merged], bound, Joined.None);
        if (joined <= Joined.WhereTheyOweAlike)
        {
            merged = JoinWhere(merged, static (a, b) => a.Sections.Equals(b.Sections) && a.OwesLike(b));
            if (merged.Count <= bound)
                return new Worlds([.. merged], bound, Joined.WhereTheyOweAlike);
        }

        merged = JoinWhere(merged, static (a, b) => a.Sections.Equals(b.Sections));
        if (merged.Count > bound)
            merged = [merged.Aggregate(WorldJoin.Of)];
        return new Worlds([.. merged], bound, Joined.WhereSectionsAreAlike);
    }

    private static List<World> JoinWhere(List<World> worlds, Func<World, World, bool> areAlike)
    {
        var joined = new List<World>();
        foreach (var world in worlds)
        {
            var index = joined.FindIndex(other => areAlike(other, world));
            if (index < 0)
                joined.Add(world);
            else
                joined[index] = WorldJoin.Of(joined[index], world);
        }

        return joined;
    }
}
