using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;
using Utrace.CodeFixes.Tasks.Held;

namespace Utrace.CodeFixes.Tasks;

/// <summary>
/// A local that is used behind the section of its lookup, which can not be lengthened because something waits in between (an await, a
/// yield, a sleep): each use looks the task up again, by the same pid.
/// </summary>
internal static class LaterLookup
{
    public static Remedy? Propose(Fault fault)
    {
        var file = fault.File.Afresh();
        if (fault.Story is not [var lookup, ..] || Use(fault) is not { } use
            || file.Model.GetSymbolInfo(use, file.Cancellation).Symbol is not ILocalSymbol { IsRef: false } task
            || file.Contracts.RoleOf(task.Type) != TypeRole.Protected || HandleApi.Of(task.Type, file) is not { } api
            || HeldPid.OfOnlyLookup(task, file) is not { IsVariable: true } pid
            || file.Root.FindNode(lookup) is var found && Sections.Around(found, file) is not { } section)
            return null;
        // A null test asks what was found then, and goes on doing so.
        var mentions = Mentions.Of(task, use, file).FindAll(mention => !Mentions.IsWritten(mention)
            && !Mentions.IsNullTest(mention) && Sections.Around(mention, file) != section);
        var uses = mentions.ConvertAll(mention => HeldUse.Of(mention, file));
        var value = new HeldValue(task, isNullable: true, api) { TaskName = "again", IsPidSure = pid.IsSure };
        return mentions.TrueForAll(mention => pid.ReachesTo(mention) && Mentions.FunctionOf(mention) == Mentions.FunctionOf(use)
                && IsAlwaysMade(found, mention))
            && !uses.Exists(mention => mention.Need is Need.Impossible or Need.Write)
            && HeldUses.Rewrite(file, uses, value, pid.Text) && SolutionEdits.Of(file) is { } edits
                ? new Remedy("Again", $"Look '{task.Name}' up again by '{pid.Text}'", edits)
                : null;
    }

    /// <summary>Whether control comes by the lookup whenever it comes to the mention: where nothing was looked up there is no task.</summary>
    private static bool IsAlwaysMade(SyntaxNode lookup, SyntaxNode mention)
    {
        var inner = lookup;
        for (; inner.Parent is { } outer && !outer.Span.Contains(mention.Span); inner = outer)
            if (outer is not (BlockSyntax or UsingStatementSyntax or ExpressionSyntax or EqualsValueClauseSyntax or VariableDeclaratorSyntax
                    or VariableDeclarationSyntax or LocalDeclarationStatementSyntax or ExpressionStatementSyntax or GlobalStatementSyntax)
                && !(outer is IfStatementSyntax test && inner == test.Condition))
                return false;
        return inner.Parent is BlockSyntax or CompilationUnitSyntax && !Expressions.IsReachedConditionally(lookup, inner.Span);
    }

    private static IdentifierNameSyntax? Use(Fault fault) =>
        Expressions.Bare((fault.Node is ArgumentSyntax argument ? argument.Expression : fault.Node) as ExpressionSyntax) as IdentifierNameSyntax;
}
