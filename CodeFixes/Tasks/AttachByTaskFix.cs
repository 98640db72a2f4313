using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks;

/// <summary>
/// UTR1005: attaches by the pid that is at hand, or by one taken from the task for the time of the call. To attach may sleep: where a
/// section is open, it ends before.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AttachByTaskFix))]
[Shared]
public sealed class AttachByTaskFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR1005"];

    private protected override string Title => "Attach by the pid";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        var file = fault.File.Afresh();
        // Of two attaches the first one has to be repaired first: behind it the task may not even be asked for its pid.
        return TaskOf(fault.Node) is { } task && PidArgument.Of(task, file) is { } argument
            && (UseHeldPid(file, task, argument) || TakePid(file, task, argument))
            && SolutionEdits.Of(file) is { } edits
            && await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is { } trial
            && await trial.LeavesAsync(edits, mayHint: true).ConfigureAwait(false) is not null
                ? [new Remedy("Pid", $"Use '{argument.Partner}'", edits)]
                : [];
    }

    private static ExpressionSyntax? TaskOf(SyntaxNode node) => (node as ArgumentSyntax)?.Expression ?? node as ExpressionSyntax;

    private static bool UseHeldPid(SourceFile file, ExpressionSyntax task, PidArgument argument)
    {
        var lookup = Lookup.Of(task, file);
        var symbol = file.Model.GetSymbolInfo(Expressions.Bare(task)!, file.Cancellation).Symbol;
        var pid = lookup is not null ? HeldPid.Of(lookup, file) : symbol is not null ? HeldPid.Of(symbol, file) : null;
        if (pid is not { IsSure: true } || !pid.ReachesTo(task))
            return false;
        argument.Write(file, pid.Text);
        var dropped = symbol is ILocalSymbol local ? DropUnused(file, local, task) : null;
        return !EarlierEnd.IsNeeded(file, task) || new EarlierEnd(file, task) { Replaced = (task, pid), Dropped = dropped }.Write();
    }

    /// <summary>The lookup goes if nothing else wanted its result.</summary>
    private static StatementSyntax? DropUnused(SourceFile file, ILocalSymbol local, ExpressionSyntax task)
    {
        if (Mentions.Of(local, task, file).Count == 1
            && local.DeclaringSyntaxReferences[0].GetSyntax(file.Cancellation) is VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement },
            } declarator
            && StatementRun.ListOf(statement) is not null
            && Lookup.Of(declarator.Initializer?.Value, file) is not null)
        {
            Removal.Delete(file, statement);
            return statement;
        }

        return null;
    }

    private static bool TakePid(SourceFile file, ExpressionSyntax task, PidArgument argument)
    {
        var state = file.Model.GetTypeInfo(task, file.Cancellation);
        if (EarlierEnd.IsNeeded(file, task) || state.Nullability.FlowState == NullableFlowState.MaybeNull || state.Type is null
            || file.Api.GetPid(state.Type) is not { } getPid
            || Place.Around(task) is not { } place || place.Nodes.First() is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax
            || place is ExpressionBody body && body.IsTree(file.Model)
            || DeclaredIn(file, place, task))
            return false;

        // The pid is taken above the statement, also where the call itself is only reached if the task is there.
        var symbol = file.Model.GetSymbolInfo(Expressions.Bare(task)!, file.Cancellation).Symbol;
        var mayBeNull = Expressions.IsReachedConditionally(task, place.Span)
            && !(symbol is IParameterSymbol { NullableAnnotation: NullableAnnotation.NotAnnotated });
        if (mayBeNull && !Expressions.IsSimple(task))
            return false;
        var source = Expressions.Bare(task)!;
        var name = FreeName.Near(task, "pid");
        var nullness = mayBeNull ? NullableFlowState.MaybeNull : NullableFlowState.NotNull;
        var type = file.Layout.UsesVar ? "var" : file.Imports.NameOf(getPid.ReturnType, nullness, task.SpanStart);
        var receiver = Expressions.IsPrimary(source) ? source.ToString() : "(" + source + ")";
        var declaration = $"{type} {name} = {receiver}{(mayBeNull ? "?." : ".")}{getPid.Name}()";
        argument.Write(file, mayBeNull && file.Model.GetNullableContext(task.SpanStart).AnnotationsEnabled() ? name + "!" : name);
        return place is StatementRun run && (run.List[0].Parent is SwitchSectionSyntax || Jumps.Cross(run.List[run.First]))
            ? BlockWriter.Write(file, place, Frame.Block("using (" + declaration + ")"), _ => false, grown => grown)
            : place.Write(file, Frame.Above("using " + declaration + ";"));
    }

    private static bool DeclaredIn(SourceFile file, Place place, ExpressionSyntax task) =>
        task.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name =>
            file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] }
            && place.Span.Contains(declared.Span));
}
