using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>New references: a task looked up, a counted one acquired.</summary>
internal sealed partial class Evaluator
{
    private (World World, Value Value) LookUp(
        World world, SyntaxNode site, ITypeSymbol type, TaskState state, int role = -1, bool isMaybeNull = true)
    {
        var id = body.Sites.Latest(site, role);
        return Create(world, new TaskReference(id, site, state)
        {
            Null = isMaybeNull && MayBeNull(type) ? Nullness.Maybe : Nullness.No,
            IsUnasked = isMaybeNull && MayFindNone(type, site),
            Section = SectionOf(world),
        });
    }

    private static SyntaxNode? SectionOf(World world) => world.Sections.Open is [{ Site: var outermost }, ..] ? outermost : null;

    private (World World, Value Value) Acquire(World world, SyntaxNode site, int role, ITypeSymbol type, bool isMaybeNull) =>
        Acquire(world, site, role, FamilyOf(type, body.Contracts), isMaybeNull, IsPutByUsing(type));

    /// <summary>What a generic type stands for, a task of a reference among them, is not looked into.</summary>
    private static bool IsPutByUsing(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol => false,
        INamedTypeSymbol { IsGenericType: false, TypeKind: TypeKind.Class or TypeKind.Struct, IsRefLikeType: false } named =>
            named.SpecialType == SpecialType.System_Object || Declarations.IsDisposable(named),
        _ => true,
    };

    private (World World, Value Value) Acquire(
        World world, SyntaxNode site, int role, CountedFamily family, bool isMaybeNull, bool isPutByUsing = true)
    {
        var id = body.Sites.Latest(site, role);
        return Create(world, new CountedReference(id, site, CountedState.Owned, family)
        {
            Null = isMaybeNull ? Nullness.Maybe : Nullness.No,
            IsPutByUsing = isPutByUsing,
        });
    }

    /// <summary>
    /// A site that makes a reference again, on the next turn of a loop: what it made before lives on under another number, if a
    /// variable still has it.
    /// </summary>
    private static (World World, Value Value) Create(World world, Reference created)
    {
        var earlier = Sites.Earlier(created.Id);
        var isBound = false;
        for (var i = 0; i < world.Bindings.Count && !isBound; i++)
            isBound = world.Bindings.ValueAt(i) == created.Id;
        if (isBound && world.References.TryGet(created.Id, out var before))
        {
            var kept = world.References.TryGet(earlier, out var older) && !older.IsLike(before with { Id = earlier })
                ? WorldJoin.Blurred(before)
                : before;
            world = world
                .With(kept with { Id = earlier })
                .WithBindings(world.Bindings.Select(id => id == created.Id ? earlier : id));
        }

        return (world.With(created), Value.Of(created));
    }
}
