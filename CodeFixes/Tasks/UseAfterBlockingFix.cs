using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks;

/// <summary>
/// UTR1004: looks the task up again behind the call that may sleep, by the pid that is at hand or one that is taken before; or reads
/// before the call what is wanted of the task behind it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseAfterBlockingFix))]
[Shared]
public sealed class UseAfterBlockingFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR1004"];

    private protected override string Title => "Look the task up again";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (Broken.At(fault) is not { } broken || await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        var remedies = ImmutableArray.CreateBuilder<Remedy>();
        foreach (var propose in new Func<SourceFile, Broken, Remedy?>[] { LookUpAgain, ReadBefore })
            if (propose(fault.File.Afresh(), broken) is { } remedy && await trial.LeavesAsync(remedy.Edits).ConfigureAwait(false) is not null)
                remedies.Add(remedy);
        return remedies.ToImmutable();
    }

    private static Remedy? LookUpAgain(SourceFile file, Broken broken)
    {
        var uses = broken.Uses;
        var list = StatementRun.ListOf(broken.Sleeping)!;
        var first = list.FindIndex(statement => statement.Span.Holds(uses[0]));
        var last = list.FindIndex(statement => statement.Span.Holds(uses[uses.Count - 1]));
        if (first < 0 || last < 0 || list[first] == broken.Sleeping || uses.Exists(use => Mentions.IsWritten(use) || Mentions.IsNullTest(use))
            || PidOf(file, broken, list) is not { } pid || file.Model.GetTypeInfo(uses[0], file.Cancellation).Type is not { } type
            || FindTask(file, broken, type) is not { } find)
            return null;
        var name = FreeName.Near(uses[0], "again");
        foreach (var use in uses)
            file.Edits.Replace(use.Span, name);
        var frame = Frame.Block($"if ({pid}.{find}() is {{ }} {name})");
        if (Sections.Around(list[first], file) is null && !IsInSection(file, list[first]))
        {
            if (Sections.Header(file, uses[0].SpanStart) is not { } header)
                return null;
            frame = Frame.Block(header).Around(frame);
        }

        var run = new StatementRun(list, first, last);
        return !Mentions.GivesUpControl(run.Nodes) && !Blocking.Calls(file, run.Nodes).Any()
            && !SectionNeeds.IsConditionallyCompiled(file, run.Span)
            && BlockWriter.Write(file, run, frame, _ => false, _ => null) && SolutionEdits.Of(file) is { } edits
                ? new Remedy("Again", $"Look '{broken.Task.Name}' up again", edits)
                : null;
    }

    private static bool IsInSection(SourceFile file, SyntaxNode at) =>
        file.Model.GetEnclosingSymbol(at.SpanStart, file.Cancellation) is IMethodSymbol method
        && (file.Contracts.TraitsOf(method) & MethodTraits.RequiresReadLock) != 0;

    /// <summary>The pid by which the task was looked up; or one that is taken above the call.</summary>
    private static string? PidOf(SourceFile file, Broken broken, List<StatementSyntax> list)
    {
        if (HeldPid.Of(broken.Task, file) is { IsSure: true } held && held.ReachesTo(broken.Uses[0]))
            return held.Text;
        if (broken.Sleeping.Parent is SwitchSectionSyntax || Jumps.Cross(broken.Sleeping) || broken.Type is not { } type || file.Api.GetPid(type) is not { } getPid)
            return null;
        var name = FreeName.Near(broken.Sleeping, "pid");
        var declared = file.Layout.UsesVar ? "var" : file.Imports.NameOf(getPid.ReturnType, NullableFlowState.NotNull, broken.Sleeping.SpanStart);
        var at = list.IndexOf(broken.Sleeping);
        return new StatementRun(list, at, at).Write(file, Frame.Above($"using {declared} {name} = {broken.Task.Name}.{getPid.Name}();")) ? name : null;
    }

    private static string? FindTask(SourceFile file, Broken broken, ITypeSymbol type) =>
        file.Api.GetPid(broken.Type ?? type)?.ReturnType is { } pid ? file.Api.FindTask(pid)?.Name : null;

    /// <summary>What is read off the task behind the call is read in front of it.</summary>
    private static Remedy? ReadBefore(SourceFile file, Broken broken)
    {
        var reads = new Dictionary<string, string>();
        var lines = new List<string>();
        foreach (var use in broken.Uses)
        {
            if (Expressions.Dressed(use).Parent is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax member } access
                || file.Model.GetSymbolInfo(access, file.Cancellation).Symbol is not IPropertySymbol { Type: var type } || Mentions.IsWritten(use)
                || file.Contracts.Carries(type) || file.Contracts.RoleOf(type) != TypeRole.Plain || access.Parent is AssignmentExpressionSyntax)
                return null;
            if (!reads.TryGetValue(member.Identifier.ValueText, out var local))
            {
                var wanted = char.ToLowerInvariant(member.Identifier.ValueText[0]) + member.Identifier.ValueText.Substring(1);
                local = FreeName.Near(use, wanted);
                reads.Add(member.Identifier.ValueText, local);
                var declared = file.Layout.UsesVar ? "var" : file.Imports.NameOf(type, NullableFlowState.NotNull, broken.Sleeping.SpanStart);
                lines.Add($"{declared} {local} = {broken.Task.Name}.{member.Identifier.Text};");
            }

            file.Edits.Replace(access.Span, local);
        }

        return Place.Around(broken.Sleeping) is StatementRun { List: [{ Parent: BlockSyntax or GlobalStatementSyntax }, ..] } place
            && place.Write(file, Frame.Above(lines)) && SolutionEdits.Of(file) is { } edits
                ? new Remedy("Before", $"Read '{string.Join("', '", reads.Keys)}' before the call", edits)
                : null;
    }

    /// <summary>A task, the statement with the call that broke it, and its uses behind.</summary>
    private sealed record Broken(ISymbol Task, ITypeSymbol? Type, StatementSyntax Sleeping, List<IdentifierNameSyntax> Uses)
    {
        public static Broken? At(Fault fault)
        {
            var file = fault.File;
            var node = fault.Node is ArgumentSyntax argument ? argument.Expression : fault.Node;
            if (fault.Story is not [.., var call] || Expressions.Bare(node as ExpressionSyntax) is not IdentifierNameSyntax use
                || file.Model.GetSymbolInfo(use, file.Cancellation).Symbol is not { Kind: SymbolKind.Local or SymbolKind.Parameter } task)
                return null;
            var sleeping = file.Root.FindNode(call).AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault(statement =>
                StatementRun.ListOf(statement) is { } list && list.Exists(other => other.SpanStart >= statement.Span.End && other.Span.Contains(use.Span)));
            if (sleeping is null || Mentions.FunctionOf(sleeping) != Mentions.FunctionOf(use)
                || sleeping.Ancestors().TakeWhile(outer => outer != Mentions.FunctionOf(sleeping)).Any(outer => Jumps.IsLoop(outer)
                    && !task.DeclaringSyntaxReferences.Any(declared => outer.Span.Contains(declared.Span))))
                return null;
            var uses = Mentions.Of(task, use, file).FindAll(mention => mention.SpanStart >= sleeping.Span.End && !Mentions.IsNameOf(mention.Parent));
            return uses.TrueForAll(mention => Mentions.FunctionOf(mention) == Mentions.FunctionOf(use))
                ? new Broken(task, (task as ILocalSymbol)?.Type ?? (task as IParameterSymbol)?.Type, sleeping, uses)
                : null;
        }
    }
}
