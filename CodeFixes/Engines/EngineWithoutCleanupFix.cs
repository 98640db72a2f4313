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
/// UTR3011: asks for the event that tells of the end: the one that the callbacks override already, or else the last, with an override
/// where the type of the callbacks is known and has none.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EngineWithoutCleanupFix))]
[Shared]
public sealed class EngineWithoutCleanupFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR3011"];

    private protected override string Title => "Ask to be told of the end";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        var mask = fault.Node is ArgumentSyntax flagged ? flagged.Expression : fault.Node as ExpressionSyntax;
        if (mask is null || Expressions.Dressed(mask).Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
            || call.Expression is not MemberAccessExpressionSyntax { Expression: var engine }
            || await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        var file = fault.File.Afresh();
        var type = CallbackType.Of(file, engine);
        if (End(file, call, mask, type) is not var (callback, isThere)
            || EventMask.NameOf(file, callback.EventType, callback.Events, mask.SpanStart) is not { } name)
            return [];
        EventMask.Add(file, mask, name);
        if (type is null || isThere)
            return SolutionEdits.Of(file) is { } edits && await trial.LeavesAsync(edits).ConfigureAwait(false) is not null
                ? [new Remedy("Event", $"Ask for '{name}'", edits)]
                : [];

        var files = new List<SourceFile> { file };
        if (CallbackType.Declaration(file, type) is not var (home, declaration))
            return [];
        if (home != file)
            files.Add(home);
        return CallbackOverride.Write(home, declaration, type, [callback.Name]) && SolutionEdits.Of(files) is { } both
            ? [new Remedy("Override", $"Ask for '{name}', and override '{callback.Name}' in '{type.Name}'", both)]
            : [];
    }

    /// <summary>The callback that tells of the end, and whether the callbacks override it; of the declared ones where they are not known.</summary>
    private static (Callback Callback, bool IsThere)? End(SourceFile file, InvocationExpressionSyntax call, ExpressionSyntax mask, INamedTypeSymbol? type)
    {
        var events = file.Model.GetTypeInfo(mask, file.Cancellation).ConvertedType;
        var known = type ?? DeclaredBeside(file, call);
        var ends = file.Contracts.Engines.CallbacksOf(known).Where(callback => callback is { IsEnd: true, Events: not 0 }
            && SymbolEqualityComparer.Default.Equals(callback.EventType, events)).ToList();
        if (type is not null && ends.FindLast(callback => callback.IsOverridden) is { } overridden)
            return (overridden, true);
        return ends.Count > 0 ? (ends[ends.Count - 1], false) : null;
    }

    /// <summary>The type of callbacks with which engines of a type are attached.</summary>
    private static ITypeSymbol? DeclaredBeside(SourceFile file, InvocationExpressionSyntax call) =>
        file.Model.GetSymbolInfo(call, file.Cancellation).Symbol?.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .SelectMany(method => method.Parameters).Select(parameter => parameter.Type)
            .FirstOrDefault(type => !file.Contracts.Engines.CallbacksOf(type).IsEmpty);
}
