using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>What an exception out of a call would leave behind. Nothing is done for it before the fixed point is reached.</summary>
internal sealed partial class Evaluator
{
    /// <summary>A call may throw: what the variables of this function owe is noted, unless the call itself takes it.</summary>
    private void NoteEscape(World world, SyntaxNode place, Call? call)
    {
        if (!body.Findings.IsOpen || !body.Settings.ExceptionalPaths || thrown is not { IsInHandler: false } || body.Method is { IsIterator: true })
            return;
        bool? throws = null;
        for (var i = 0; i < world.Bindings.Count; i++)
            if (OwedBy(world, i) is { } owed && !(call is not null && Takes(world, call, owed)) && (throws ??= call is null || Throws(call)) is true)
                body.Findings.MayEscape(owed, place, thrown.IsWanted);
    }

    /// <summary>An exception has left the function.</summary>
    public void NoteEscaped(World world)
    {
        if (!body.Findings.IsOpen)
            return;
        for (var i = 0; i < world.Bindings.Count; i++)
            if (OwedBy(world, i) is { } owed)
                body.Findings.Escape(owed);
    }

    private CountedReference? OwedBy(World world, int binding) =>
        world.References.TryGet(world.Bindings.ValueAt(binding), out var reference)
        && reference is CountedReference { IsOwed: true, IsUntyped: false, MayBePutElsewhere: false, Name: not null } owed
        && Terms.SymbolOf(world.Bindings.KeyAt(binding)) is ILocalSymbol or IParameterSymbol
        && (frame is null || IsDeclaredIn(Terms.SymbolOf(world.Bindings.KeyAt(binding))!, frame.Function))
            ? owed
            : null;

    /// <summary>Whether a call has a reference for an argument that it puts or keeps.</summary>
    private bool Takes(World world, Call call, CountedReference owed)
    {
        for (var i = 0; i < call.Arguments.Length; i++)
            if (world.Find(call.Values[i])?.Id == owed.Id && call.Arguments[i].Parameter is { } parameter
                && ((body.Contracts.TraitsOf(parameter) & (ReferenceTraits.Owned | ReferenceTraits.Puts)) != 0 || LibraryFacts.PassesOn(parameter) || IsTaken(call.Method, parameter.Ordinal)))
                return true;
        return false;
    }

    private bool IsTaken(IMethodSymbol method, int ordinal) =>
        body.Summaries.Find(method) is { } summary
        && summary.Cases.Any(exit => ordinal < exit.Parameters.Length && exit.Parameters[ordinal].Effect != ParameterEffect.Kept);

    /// <summary>
    /// Whether a call can be expected to throw: no accessor, no member of what this checker follows (they answer with an error, or throw
    /// where they are misused), no method of the library that only looks or prints, no method whose body shows that nothing in it can.
    /// </summary>
    private bool Throws(Call call)
    {
        var method = call.Method;
        if (call.Operation.IsImplicit || method.MethodKind is MethodKind.PropertyGet or MethodKind.PropertySet
            || LibraryFacts.NeverThrows(method) || (body.Contracts.TraitsOf(method) & MethodTraits.AssertsReadLock) != 0)
            return false;
        if (!method.IsStatic && body.Contracts.RoleOf(call.Instance?.Type) is TypeRole.Counted or TypeRole.Protected or TypeRole.Scope)
            return false;
        return !(Declarations.IsInferred(method) || method.MethodKind == MethodKind.LocalFunction) || !Declarations.IsCalm(method);
    }
}
