namespace Utrace.Analyzers.Lifetimes.State;

/// <summary>
/// Joins two worlds into one that covers both, where there are too many to keep apart. What differs becomes unknown, and nothing is
/// reported of what is unknown: past the bound the analysis misses rather than invents.
/// </summary>
internal static class WorldJoin
{
    /// <summary>The join of a world with one that may come of it: what that one does to a task counts.</summary>
    public static World OfOutcome(World before, World after) => Of(before, after, tellsBroken: true);

    /// <summary>The join of worlds of which it is forgotten what tells them apart.</summary>
    public static World Of(World a, World b) => Of(a, b, tellsBroken: false);

    private static World Of(World a, World b, bool tellsBroken)
    {
        var sections = a.Sections.Equals(b.Sections) ? a.Sections : a.Sections with { IsUnknown = true, Open = [], Released = 0 };
        var facts = a.Facts.Where((term, fact) => b.Facts.TryGet(term, out var other) && other.Equals(fact));
        var references = a.References;
        for (var i = 0; i < b.References.Count; i++)
        {
            var added = b.References.ValueAt(i);
            references = references.With(added.Id, references.TryGet(added.Id, out var known) ? Of(known, added, tellsBroken) : Blurred(added));
        }

        for (var i = 0; i < a.References.Count; i++)
        {
            var only = a.References.ValueAt(i);
            if (!b.References.Contains(only.Id))
                references = references.With(only.Id, Blurred(only));
        }

        var bindings = a.Bindings.Where((term, id) => b.Bindings.TryGet(term, out var other) ? other == id : IsNullIn(b, term));
        for (var i = 0; i < b.Bindings.Count; i++)
        {
            var term = b.Bindings.KeyAt(i);
            if (!a.Bindings.Contains(term) && IsNullIn(a, term))
                bindings = bindings.With(term, b.Bindings.ValueAt(i));
        }

        return new World(sections, bindings, references, facts).Tidy();
    }

    private static Reference Of(Reference a, Reference b, bool tellsBroken) =>
        a.IsLike(b) ? a
        : a is TaskReference one && b is TaskReference other && one.IsBound && other.IsBound ? Weaker(one, other, tellsBroken)
        : a is CountedReference { State: CountedState.Put } told && b is CountedReference { State: CountedState.Put } untold ? Put(told, untold)
        : Blurred(a);

    /// <summary>What is put on both sides is; a use of it is yet to be told unless it was on both.</summary>
    private static CountedReference Put(CountedReference one, CountedReference other) => one with
    {
        Null = one.Null == other.Null ? one.Null : Nullness.Maybe,
        IsHeld = one.IsHeld || other.IsHeld,
        IsGiven = one.IsGiven && other.IsGiven,
        IsReturned = one.IsReturned && other.IsReturned,
        IsTold = one.IsTold && other.IsTold,
    };

    /// <summary>A task that is broken on one side only, or null on one side only, is still one that ends with its section.</summary>
    private static TaskReference Weaker(TaskReference one, TaskReference other, bool tellsBroken) =>
        (other.State == TaskState.Broken ? other : one) with
        {
            Null = one.Null == other.Null ? one.Null : Nullness.Maybe,
            IsTold = one.IsTold || other.IsTold || (one.State != other.State && !tellsBroken),
            IsUnasked = one.Null == other.Null && one.IsUnasked && other.IsUnasked,
        };

    /// <summary>
    /// What differs may depend on a condition that is not remembered any more: that it is owed on one side and null on the other says
    /// nothing.
    /// </summary>
    public static Reference Blurred(Reference reference) => reference switch
    {
        TaskReference task => task with { State = TaskState.Unknown, Null = Nullness.Maybe, IsUnasked = false },
        CountedReference counted => counted with { State = CountedState.Unknown, Null = Nullness.Maybe, Detaching = null, Lacks = 0 },
        ExaminationReference examination => examination with { State = ExaminationState.Unknown },
        ExaminedReference read => read with { Failed = null },
        _ => reference,
    };

    private static bool IsNullIn(World world, int term) => world.FactOf(term) is { Kind: ValueKind.Null };
}
