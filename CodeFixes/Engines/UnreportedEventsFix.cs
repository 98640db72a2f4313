using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Engines;

/// <summary>
/// UTR3010: writes the override that an event is reported to, or leaves the event out; asks for the event that an action needs.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnreportedEventsFix))]
[Shared]
public sealed class UnreportedEventsFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR3010"];

    private protected override string Title => "Match events and callbacks";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        var node = fault.Node is ArgumentSyntax flagged ? flagged.Expression : fault.Node as ExpressionSyntax;
        if (node is null || Argument(node) is not { } argument || argument.Parent?.Parent is not InvocationExpressionSyntax call
            || await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        if (EventMask.In(fault.File, call) == argument)
        {
            var remedies = ImmutableArray.CreateBuilder<Remedy>();
            if (Override(fault, node) is { } written)
                remedies.Add(written);
            if (LeaveOut(fault, node) is { } less && await trial.LeavesAsync(less.Edits).ConfigureAwait(false) is not null)
                remedies.Add(less);
            return remedies.ToImmutable();
        }

        return AskFor(fault.File.Afresh(), call) is { } more && await trial.LeavesAsync(more.Edits).ConfigureAwait(false) is not null ? [more] : [];
    }

    private static ArgumentSyntax? Argument(ExpressionSyntax node) => Expressions.Dressed(node).Parent as ArgumentSyntax;

    private static Remedy? Override(Fault fault, ExpressionSyntax mask)
    {
        var file = fault.File.Afresh();
        if (Missing(fault, mask) is not var (type, missing) || CallbackType.Declaration(file, type) is not var (home, declaration)
            || !CallbackOverride.Write(home, declaration, type, missing.Select(callback => callback.Name)))
            return null;
        var names = string.Join(" and ", missing.Select(callback => "'" + callback.Name + "'"));
        return SolutionEdits.Of(home) is { } edits ? new Remedy("Override", $"Override {names} in '{type.Name}'", edits) : null;
    }

    private static Remedy? LeaveOut(Fault fault, ExpressionSyntax mask)
    {
        var file = fault.File.Afresh();
        if (Missing(fault, mask) is not var (_, missing))
            return null;
        var bits = missing.Aggregate(0L, (all, callback) => all | callback.Events) & EventMask.CertainBits(file, mask);
        return EventMask.Remove(file, mask, bits) && SolutionEdits.Of(file) is { } edits
            ? new Remedy("LeaveOut", "Do not ask for what nothing reports", edits)
            : null;
    }

    /// <summary>The callbacks of the events that are asked for and that the type does not override.</summary>
    private static (INamedTypeSymbol Type, List<Callback> Callbacks)? Missing(Fault fault, ExpressionSyntax mask)
    {
        var file = fault.File;
        if (fault.Story is not [var site, ..] || CallbackType.At(file, file.Root.FindNode(site, getInnermostNodeForTie: true)) is not { } type)
            return null;
        var certain = EventMask.CertainBits(file, mask);
        var events = file.Model.GetTypeInfo(mask, file.Cancellation).ConvertedType;
        var missing = file.Contracts.Engines.CallbacksOf(type).Where(callback =>
            callback is { IsOverridden: false, IsOptional: false } && (callback.Events & certain) != 0
            && SymbolEqualityComparer.Default.Equals(callback.EventType, events)).ToList();
        return missing.Count > 0 ? (type, missing) : null;
    }

    /// <summary>Adds the event to those that the engine asks for above; where it has asked for none, asks for it before the call.</summary>
    private static Remedy? AskFor(SourceFile file, InvocationExpressionSyntax call)
    {
        if (file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is not IMethodSymbol method
            || file.Contracts.Engines.NeedOf(method) is not { } need
            || call.Expression is not MemberAccessExpressionSyntax { Expression: var engine } || !Expressions.IsSimple(engine)
            || Request(file, method) is not var (request, parameter)
            || EventMask.NameOf(file, parameter.Type, need.Events, call.SpanStart) is not { } name)
            return null;
        var symbol = file.Model.GetSymbolInfo(Expressions.Bare(engine)!, file.Cancellation).Symbol;
        var above = Mentions.SameFunction([Mentions.FunctionOf(call)]).OfType<InvocationExpressionSyntax>().LastOrDefault(other =>
            other.SpanStart < call.SpanStart && EventMask.In(file, other) is not null
            && other.Expression is MemberAccessExpressionSyntax access
            && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(Expressions.Bare(access.Expression)!, file.Cancellation).Symbol, symbol));
        if (above is not null)
            EventMask.Add(file, EventMask.In(file, above)!.Expression, name);
        else if (!AskAbove(file, call, $"{engine}.{request.Name}({{0}}, {name})"))
            return null;
        return SolutionEdits.Of(file) is { } edits ? new Remedy("AskFor", $"Ask for '{name}'", edits) : null;
    }

    private static bool AskAbove(SourceFile file, InvocationExpressionSyntax call, string request)
    {
        var task = call.ArgumentList.Arguments.FirstOrDefault(argument => Expressions.ParameterOf(argument, file.Model)?.Ordinal == 0);
        return task is not null && (Expressions.IsSimple(task.Expression) || Lookup.Of(task.Expression, file) is { Pid: IdentifierNameSyntax })
            && Place.Around(call) is { } place and not ExpressionBody
            && !place.IsLoopHeader(call) && !Expressions.IsReachedConditionally(call, place.Span)
            && Mentions.FunctionOf(call) == Mentions.FunctionOf(place.Nodes.First())
            && place.Write(file, FailureExit.Checked(file, call, string.Format(System.Globalization.CultureInfo.InvariantCulture, request, task.Expression)));
    }

    /// <summary>The method of the engine that asks for events, for a task that is given in the same way.</summary>
    private static (IMethodSymbol Method, IParameterSymbol Events)? Request(SourceFile file, IMethodSymbol beside)
    {
        foreach (var method in beside.ContainingType.GetMembers().OfType<IMethodSymbol>())
            if (method.Parameters is [var task, var events] && SymbolEqualityComparer.Default.Equals(task.Type, beside.Parameters.FirstOrDefault()?.Type)
                && (file.Contracts.TraitsOf(events) & ReferenceTraits.RequestsEvents) != 0)
                return (method, events);
        return null;
    }
}
