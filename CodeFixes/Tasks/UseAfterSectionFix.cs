using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks;

/// <summary>UTR1002: lets the section end behind the last use of the task that was looked up in it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseAfterSectionFix))]
[Shared]
public sealed class UseAfterSectionFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR1002"];

    private protected override string Title => "Use the task inside its section";

    private protected override Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        var file = fault.File.Afresh();
        return Task.FromResult(
            Section(fault) is var (list, section)
            && Extent(file, list, section) is { } extent
            && Lengthen(file, (UsingStatementSyntax)list[section], extent)
            && SolutionEdits.Of(file) is { } edits
                ? ImmutableArray.Create(new Remedy("Lengthen", "Let the section end behind the last use", edits))
                : []);
    }

    /// <summary>The list of statements that holds both the section of the lookup and, behind it, the use.</summary>
    private static (List<StatementSyntax> List, int Section)? Section(Fault fault)
    {
        if (fault.Story.IsEmpty)
            return null;
        foreach (var statement in fault.Node.AncestorsAndSelf().OfType<StatementSyntax>())
        {
            if (StatementRun.ListOf(statement) is not { } list)
                continue;
            var section = list.FindIndex(other => other is UsingStatementSyntax scope
                && Sections.IsScope(scope, fault.File)
                && scope.Statement.Span.Contains(fault.Story[0]));
            if (section >= 0)
                return section < list.IndexOf(statement) ? (list, section) : null;
        }

        return null;
    }

    /// <summary>The statements from the section to the last that needs what was looked up in it, or what those declare.</summary>
    private static StatementRun? Extent(SourceFile file, List<StatementSyntax> list, int section)
    {
        var reach = new Reach(file, _ => false);
        for (Place start = new StatementRun(list, section, section); ;)
        {
            if (reach.From(start) is not StatementRun run
                || run.First != section || run.List[section] != list[section] || run.Last == section)
                return null;
            var last = run.Nodes.Skip(1)
                .SelectMany(moved => LaterMentions(file, moved, run.Span.End))
                .OrderBy(mention => mention.SpanStart)
                .LastOrDefault();
            if (last is null)
                return run.Nodes.Skip(1).Any(moved => Blocks(file, moved)) ? null : run;
            if (Reach.Extend(run, last) is not { } extended)
                return null;
            start = extended;
        }
    }

    /// <summary>Where, behind a position, what a statement declares is mentioned.</summary>
    private static IEnumerable<SyntaxNode> LaterMentions(SourceFile file, SyntaxNode statement, int behind) =>
        from node in statement.DescendantNodesAndSelf()
        where node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or LocalFunctionStatementSyntax
        let declared = file.Model.GetDeclaredSymbol(node, file.Cancellation)
        where declared is not null
        from mention in Mentions.Of(declared, node, file)
        where mention.SpanStart > behind
        select mention;

    private static bool Blocks(SourceFile file, SyntaxNode statement) => Mentions.SameFunction([statement]).Any(node =>
        node is InvocationExpressionSyntax
        && file.Model.GetSymbolInfo(node, file.Cancellation).Symbol is IMethodSymbol method
        && (file.Contracts.TraitsOf(method) & MethodTraits.MayBlock) != 0);

    /// <summary>Moves the end of the section behind the run that begins with it; false where the layout leaves no room for it.</summary>
    private static bool Lengthen(SourceFile file, UsingStatementSyntax section, StatementRun run)
    {
        var layout = file.Layout;
        if (run.Nodes.Any(moved => !layout.StartsLine(moved.SpanStart) || !layout.EndsLine(moved.Span.End)))
            return false;
        var indent = layout.IndentOf(section.SpanStart);
        if (section.Statement is BlockSyntax block)
        {
            if (!layout.StartsLine(block.CloseBraceToken.SpanStart))
                return false;
            file.Edits.Delete(layout.WholeLines(block.CloseBraceToken.Span));
        }
        else
        {
            if (!layout.StartsLine(section.Statement.SpanStart))
                return false;
            file.Edits.Insert(section.CloseParenToken.Span.End, layout.BracesHang ? " {" : layout.EndOfLine + indent + "{");
        }

        var end = layout.LineEnd(run.Span.End);
        foreach (var line in layout.Indentable(TextSpan.FromBounds(layout.LineEnd(section.Span.End), end)))
            file.Edits.Insert(line, layout.Unit);
        file.Edits.Insert(end, layout.EndOfLine + indent + "}");
        return true;
    }
}
