using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes.Evaluation;
using Utrace.Analyzers.Lifetimes.State;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>From the worlds in which a body returns to what its callers need to know of it.</summary>
internal static class ExitCases
{
    /// <summary>With more ways to return than this, callers are told only what all of them share.</summary>
    private const int Most = 8;

    public static ImmutableArray<ExitCase> Of(List<World> returns, IMethodSymbol? method, BodyContext body)
    {
        if (method is null)
            return [];
        var cases = new List<ExitCase>();
        foreach (var world in returns)
        {
            var exit = Of(world, method, body);
            if (!cases.Contains(exit))
                cases.Add(exit);
        }

        return cases.Count <= Most ? [.. cases] : [Shared(cases)];
    }

    private static ExitCase Of(World world, IMethodSymbol method, BodyContext body)
    {
        var parameters = ImmutableArray.CreateBuilder<ParameterCase>(method.Parameters.Length);
        foreach (var parameter in method.Parameters)
            parameters.Add(Of(parameter, world, body));
        var isPlain = !method.IsAsync && !method.IsIterator;
        var returned = isPlain ? Pass(world, body.Terms.Return, body) : Passed.Unknown;
        return new ExitCase(parameters.ToImmutable(), returned, world.Sections.Open.Length, world.Sections.Released);
    }

    private static ParameterCase Of(IParameterSymbol parameter, World world, BodyContext body)
    {
        var term = body.Terms.Of(parameter);
        var handedOut = parameter.RefKind is RefKind.Out or RefKind.Ref ? Pass(world, term, body) : Passed.Unknown;
        if (ReferenceOf(parameter, world, body) is { } reference)
        {
            var effect = reference switch
            {
                CountedReference { State: CountedState.Put } => ParameterEffect.Put,
                CountedReference { IsHeld: true } => ParameterEffect.Stored,
                _ => ParameterEffect.Kept,
            };
            var isNullable = parameter.Type.NullableAnnotation != NullableAnnotation.NotAnnotated;
            var given = reference.Null switch
            {
                Nullness.Yes => new Passed(PassedKind.Null),
                Nullness.No when isNullable => new Passed(PassedKind.NotNull),
                _ => Passed.Unknown,
            };
            return new ParameterCase(effect, given, handedOut)
            {
                IsDetaching = reference is CountedReference { Detaching: not null },
                IsWaited = reference is CountedReference { IsWaited: true, Detaching: null },
            };
        }

        var known = parameter.RefKind == RefKind.None && !body.Assigned.Contains(parameter) ? world.FactOf(term) : null;
        return new ParameterCase(
            ParameterEffect.Kept,
            known switch
            {
                { Kind: ValueKind.Null } => new Passed(PassedKind.Null),
                { Kind: ValueKind.NotNull } => new Passed(PassedKind.NotNull),
                { Constant: { } constant } => new Passed(PassedKind.Constant, constant),
                _ => Passed.Unknown,
            },
            handedOut);
    }

    /// <summary>The reference that was passed in by a parameter, as a world that returns knows it.</summary>
    public static Reference? ReferenceOf(IParameterSymbol parameter, World world, BodyContext body) =>
        parameter.DeclaringSyntaxReferences is [var declaration, ..]
        && world.References.TryGet(body.Sites.Latest(declaration.GetSyntax(body.Cancellation), -1), out var reference)
        && reference.IsParameter
            ? reference
            : null;

    private static Passed Pass(World world, int term, BodyContext body)
    {
        if (world.Bindings.TryGet(term, out var id) && world.References.TryGet(id, out var reference))
        {
            if (reference.Null == Nullness.Yes)
                return new Passed(PassedKind.Null);
            var isMaybeNull = reference.Null == Nullness.Maybe;
            if (reference.IsParameter)
                return new Passed(PassedKind.Parameter, Parameter: OrdinalOf(reference, body));
            return reference switch
            {
                CountedReference { State: CountedState.Owned } counted => new Passed(PassedKind.Owned, MaybeNull: isMaybeNull, Family: counted.Family),
                TaskReference { State: TaskState.Caller } task => new Passed(PassedKind.Task, MaybeNull: isMaybeNull) { IsUnasked = task.IsUnasked },
                _ => Passed.Unknown,
            };
        }

        return world.FactOf(term) switch
        {
            { Kind: ValueKind.Null } => new Passed(PassedKind.Null),
            { Kind: ValueKind.NotNull } => new Passed(PassedKind.NotNull),
            { Constant: { } constant } => new Passed(PassedKind.Constant, constant),
            _ => Passed.Unknown,
        };
    }

    /// <summary>The ordinal of the parameter by which a reference was passed in.</summary>
    public static int OrdinalOf(Reference reference, BodyContext body)
    {
        foreach (var parameter in body.Method!.Parameters)
            if (parameter.DeclaringSyntaxReferences is [var declaration, ..] && declaration.Span == reference.Site.Span)
                return parameter.Ordinal;
        return -1;
    }

    private static ExitCase Shared(List<ExitCase> cases)
    {
        var first = cases[0];
        var parameters = ImmutableArray.CreateBuilder<ParameterCase>(first.Parameters.Length);
        for (var i = 0; i < first.Parameters.Length; i++)
        {
            var index = i;
            var effect = first.Parameters[i].Effect;
            // What only some ways put or store may be put or stored: nobody is to be told that it is leaked or put twice.
            parameters.Add(new ParameterCase(
                cases.All(exit => exit.Parameters[index].Effect == effect) ? effect : ParameterEffect.Stored, Passed.Unknown, Passed.Unknown));
        }

        return new ExitCase(
            parameters.ToImmutable(),
            cases.All(exit => exit.Return == first.Return) ? first.Return : Passed.Unknown,
            cases.Min(exit => exit.Opened),
            cases.Min(exit => exit.Closed));
    }
}
