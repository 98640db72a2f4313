using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Engines that are kept, and data that owns references: somebody has to hear of the end of the task to clean up.</summary>
internal sealed partial class Evaluator
{
    /// <summary>An engine goes into a member.</summary>
    private void KeepIn(World world, Value value, ISymbol member, IOperation source)
    {
        if (EngineAttachedHere(world, value) is { } engine && EndCallbackOf(engine) is { } callback)
            body.KeptEngines.Keep(
                engine.Site, "is kept, but '" + callback + "', which would clean up, is not asked for; ask for " + engine.Attached!.Ends,
                source.Syntax, member);
    }

    /// <summary>An engine goes into a collection.</summary>
    private void KeepAmong(World world, Value value, IOperation container, IOperation source)
    {
        if (EngineAttachedHere(world, value) is not { } engine || SymbolOf(container) is not (IFieldSymbol or IPropertySymbol) || SymbolOf(container) is not { } member)
            return;
        KeepIn(world, value, member, source);
        if (!TakesOut(member))
            body.KeptEngines.Keep(
                engine.Site, "is kept in '" + member.Name + "', and nothing takes it out when its task is gone; ask for " + engine.Attached!.Ends,
                source.Syntax, member);
    }

    /// <summary>The data that an engine is attached with owns references, and its callbacks do not get them back.</summary>
    private void KeepData(CountedReference engine, IOperation data)
    {
        if (engine.Attached is not { Callbacks: { } type, EndEvents: not 0 } || !OwnsReference(data))
            return;
        foreach (var callback in body.Contracts.Engines.CallbacksOf(type))
            if (callback is { IsEnd: true, Events: 0, IsOverridden: true })
                return;
        body.KeptEngines.Keep(
            engine.Site, "has a reference in its data, and nothing puts it when its task is gone; ask for " + engine.Attached!.Ends,
            data.Syntax, null);
    }

    private bool OwnsReference(IOperation data) =>
        body.Contracts.RoleOf(Bare(data).Type) == TypeRole.Counted
        || (Bare(data) is IObjectCreationOperation creation && creation.Arguments.Any(argument => OwnsReference(argument.Value)))
        || (Bare(data) is ILocalReferenceOperation { Local: var local } && MakerOf(local) is { } maker && OwnsReference(maker));

    /// <summary>An engine asks for events: its end is among them, or may be, or is not.</summary>
    private void NoteEnd(CountedReference engine, IOperation source, long? all)
    {
        if (body.Findings.IsOpen && engine.Attached is { EndEvents: not 0 and var end })
            body.KeptEngines.Ask(engine.Site, NameOf(engine), source.Syntax, all is not { } mask || (mask & end) != 0);
    }

    private CountedReference? EngineAttachedHere(World world, Value value) =>
        body.Findings.IsOpen && world.Find<CountedReference>(value) is { Attached.EndEvents: not 0 } engine ? engine : null;

    /// <summary>The callback that cleans up after an engine of this body; null where there is none, or none is known.</summary>
    private string? EndCallbackOf(CountedReference engine)
    {
        foreach (var callback in body.Contracts.Engines.CallbacksOf(engine.Attached?.Callbacks))
            if (callback is { IsEnd: true, IsOverridden: true, Events: not 0 })
                return callback.Name;
        return null;
    }

    private string EndNames(ITypeSymbol callbacks)
    {
        var names = new List<string>();
        foreach (var callback in body.Contracts.Engines.CallbacksOf(callbacks))
            if (callback is { IsEnd: true, Events: not 0 })
                names.Add(NamesOf(callback.EventType, callback.Events));
        return string.Join(" or ", names.OrderByDescending(name => name, StringComparer.Ordinal));
    }

    private static string NameOf(CountedReference engine) => engine.Name ?? Quote.Of(Quote.Shown(engine.Site));

    /// <summary>Whether some member of the type takes elements out of a collection.</summary>
    private static bool TakesOut(ISymbol member)
    {
        foreach (var part in member.ContainingType.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax().DescendantNodes())
                if (node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } access && IsTakingOut(called)
                    && access.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
                    && access.Expression.GetLastToken().ValueText == member.Name)
                    return true;
        return false;
    }

    private static bool IsTakingOut(string method) =>
        method.StartsWith("Remove", StringComparison.Ordinal) || method.StartsWith("TryRemove", StringComparison.Ordinal)
        || method is "Clear" or "Dequeue" or "TryDequeue" or "Pop" or "TryPop" or "Take" or "TryTake";
}
