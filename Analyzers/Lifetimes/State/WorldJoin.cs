namespace Utrace.Analyzers.Lifetimes.State;

/// <summary>
/// Joins two worlds into one that covers both, where there are too many to keep apart. What differs becomes unknown, and nothing is
/// reported of what is unknown: past the bound the analysis misses rather than invents.
/// </summary>
internal static class WorldJoin
{
    public static World Of(World a, World b)
    {
        var sections = a.Sections.Equals(b.Sections) ? a.Sections : a.Sections with { IsUnknown = true, Open = [], Released = 0 };
        var facts = a.Facts.Where((term, fact) => b.Facts.TryGet(term, out var other) && other.Equals(fact));
        var references = a.References;
        for (var i = 0; i < b.References.Count; i++)
        {
            var added = b.References.ValueAt(i);
            references = references.With(added.Id, references.TryGet(added.Id, out var known) ? Of(known, added) : Absent(added, b, a));
        }

        for (var i = 0; i < a.References.Count; i++)
        {
            var only = a.References.ValueAt(i);
            if (!b.References.Contains(only.Id))
                references = references.With(only.Id, Absent(only, a, b));
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

    private static Reference Of(Reference a, Reference b)
    {
        var nullness = a.Null == b.Null ? a.Null : Nullness.Maybe;
        switch (a, b)
        {
            case (TaskReference task, TaskReference other):
                return task with { Null = nullness, State = Joined(task, other) };
            case (CountedReference counted, CountedReference other):
                return counted with { Null = nullness, IsHeld = counted.IsHeld || other.IsHeld, State = Joined(counted, other) };
            default:
                return a;
        }
    }

    // A null one has no state: the other side's says all.
    private static TaskState Joined(TaskReference a, TaskReference b) =>
        a.State == b.State || b.Null == Nullness.Yes ? a.State : a.Null == Nullness.Yes ? b.State : TaskState.Unknown;

    private static CountedState Joined(CountedReference a, CountedReference b) =>
        a.State == b.State || b.Null == Nullness.Yes ? a.State : a.Null == Nullness.Yes ? b.State : CountedState.Unknown;

    /// <summary>A reference that one side does not have: null there where its variables are, unknown otherwise.</summary>
    private static Reference Absent(Reference reference, World has, World lacks)
    {
        for (var i = 0; i < has.Bindings.Count; i++)
            if (has.Bindings.ValueAt(i) == reference.Id && !IsNullIn(lacks, has.Bindings.KeyAt(i)))
                return reference switch
                {
                    TaskReference task => task with { State = TaskState.Unknown, Null = Nullness.Maybe },
                    CountedReference counted => counted with { State = CountedState.Unknown, Null = Nullness.Maybe },
                    _ => reference,
                };
        return reference with { Null = reference.Null == Nullness.Yes ? Nullness.Yes : Nullness.Maybe };
    }

    private static bool IsNullIn(World world, int term) => world.FactOf(term) is { Kind: ValueKind.Null };
}
