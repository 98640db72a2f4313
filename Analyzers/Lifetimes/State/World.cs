namespace Utrace.Analyzers.Lifetimes.State;

/// <summary>
/// One way in which a point of a body can be reached: the sections that are open, what the variables refer to and what state that
/// is in (the shape), and the facts known of booleans, constants and nulls.
/// </summary>
internal sealed class World
{
    private int hash;
    private SlotMap<Reference>? counted;

    public World(Sections sections, SlotMap<int> bindings, SlotMap<Reference> references, SlotMap<Fact> facts)
    {
        Sections = sections;
        Bindings = bindings;
        References = references;
        Facts = facts;
    }

    public Sections Sections { get; }

    /// <summary>From variables to the references that they hold.</summary>
    public SlotMap<int> Bindings { get; }

    public SlotMap<Reference> References { get; }

    public SlotMap<Fact> Facts { get; }

    public static World Entry(Sections sections) => new(sections, SlotMap<int>.Empty, SlotMap<Reference>.Empty, SlotMap<Fact>.Empty);

    public Reference? Find(Value value) => value.Kind == ValueKind.Reference && References.TryGet(value.Id, out var reference) ? reference : null;

    public T? Find<T>(Value value)
        where T : Reference => Find(value) as T;

    public Fact? FactOf(int term) => Facts.TryGet(term, out var fact) ? fact : null;

    public World With(Sections sections) => ReferenceEquals(sections, Sections) ? this : new World(sections, Bindings, References, Facts);

    public World With(Reference reference) => WithReferences(References.With(reference.Id, reference));

    public World WithReferences(SlotMap<Reference> references) =>
        ReferenceEquals(references, References) ? this : new World(Sections, Bindings, references, Facts);

    public World WithBindings(SlotMap<int> bindings) =>
        ReferenceEquals(bindings, Bindings) ? this : new World(Sections, bindings, References, Facts);

    public World WithFacts(SlotMap<Fact> facts) => ReferenceEquals(facts, Facts) ? this : new World(Sections, Bindings, References, facts);

    public World Learn(int term, Fact fact) => term < 0 ? this : WithFacts(Facts.With(term, fact));

    /// <summary>The world in which a variable has a value; what was known of conditions on the variable is known no more.</summary>
    public World Assign(int term, Value value, IReadOnlyList<int> dependents)
    {
        var facts = Facts.Without(term);
        foreach (var dependent in dependents)
            facts = facts.Without(dependent);
        var bindings = Bindings.Without(term);
        switch (value.Kind)
        {
            case ValueKind.Reference:
                bindings = Bindings.With(term, value.Id);
                break;
            case ValueKind.Null:
                facts = facts.With(term, Fact.Null);
                break;
            case ValueKind.NotNull:
                facts = facts.With(term, value.Except is null ? Fact.NotNull : new Fact(ValueKind.NotNull, Except: value.Except));
                break;
            case ValueKind.Constant:
                facts = facts.With(term, new Fact(ValueKind.Constant, value.Constant));
                break;
        }

        return new World(Sections, bindings, References, facts);
    }

    public bool HasShapeOf(World other) =>
        ReferenceEquals(this, other)
        || (ShapeHash() == other.ShapeHash()
            && Sections.Equals(other.Sections)
            && Bindings.SameAs(other.Bindings, static (a, b) => a == b)
            && References.SameAs(other.References, static (a, b) => a.IsLike(b)));

    /// <summary>Whether both worlds know the same of every counted reference.</summary>
    public bool OwesLike(World other) => CountedOnly().SameAs(other.CountedOnly(), static (a, b) => a.IsLike(b));

    private SlotMap<Reference> CountedOnly() => counted ??= References.Where(static (_, reference) => reference is CountedReference);

    public int ShapeHash()
    {
        if (hash == 0)
            hash = unchecked((Sections.GetHashCode() * 31 + Bindings.HashOf(static id => id)) * 31 + References.HashOf(static r => r.LikeHash)) | 1;
        return hash;
    }

    /// <summary>
    /// Forgets counted references that are settled, for what is put or null is owed no more, and of tasks whether they were found to be
    /// null.
    /// </summary>
    public World WithoutSettled()
    {
        var references = References
            .Where((_, reference) =>
                reference.IsParameter || reference is not CountedReference counted || (counted.State == CountedState.Owned && counted.Null != Nullness.Yes))
            .Select(reference => reference is TaskReference { Null: not Nullness.Maybe } task ? task with { Null = Nullness.Maybe, IsUnasked = false } : reference);
        return ReferenceEquals(references, References)
            ? this
            : new World(Sections, Bindings.Where((_, id) => references.Contains(id)), references, Facts);
    }

    /// <summary>Forgets references that no variable holds and nobody owes a put, so that worlds do not differ in them.</summary>
    public World Tidy()
    {
        if (References.Count == 0)
            return this;
        var bound = new HashSet<int>();
        for (var i = 0; i < Bindings.Count; i++)
            bound.Add(Bindings.ValueAt(i));
        foreach (var section in Sections.Open)
            bound.Add(section.ScopeId);
        return WithReferences(References.Where((id, reference) => reference.IsParameter || bound.Contains(id)));
    }
}
