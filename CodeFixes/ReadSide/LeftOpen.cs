using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.ReadSide;

/// <summary>A section that some path leaves open: the statement that opens it, those that close it, and the statements between.</summary>
internal sealed class LeftOpen
{
    private readonly SourceFile file;
    private readonly ILocalSymbol? scope;

    private LeftOpen(SourceFile file, InvocationExpressionSyntax call, StatementSyntax opening, List<StatementSyntax> list, ILocalSymbol? scope)
    {
        this.file = file;
        this.scope = scope;
        Call = call;
        Opening = opening;
        List = list;
    }

    /// <summary>The call that opens it.</summary>
    public InvocationExpressionSyntax Call { get; }

    /// <summary>The statement that does nothing else.</summary>
    public StatementSyntax Opening { get; }

    /// <summary>The list in which that statement stands.</summary>
    public List<StatementSyntax> List { get; }

    /// <summary>Whether the section is a value in a local, which closes it when it is disposed of.</summary>
    public bool IsScope => scope is not null;

    /// <summary>The section at a call that opens it; null where the call is no statement of its own in a list.</summary>
    public static LeftOpen? At(SyntaxNode node, SourceFile file)
    {
        if (node is not InvocationExpressionSyntax call)
            return null;
        ILocalSymbol? scope = null;
        StatementSyntax? opening = null;
        switch (call.Parent)
        {
            case ExpressionStatementSyntax statement:
                opening = statement;
                break;
            case EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax
                {
                    Parent: VariableDeclarationSyntax
                    {
                        Variables.Count: 1,
                        Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } declaration,
                    },
                } declarator,
            }:
                opening = declaration;
                scope = file.Model.GetDeclaredSymbol(declarator, file.Cancellation) as ILocalSymbol;
                break;
        }

        return opening is not null && StatementRun.ListOf(opening) is { } list ? new LeftOpen(file, call, opening, list, scope) : null;
    }

    /// <summary>Whether the section is one of the binding, so that its own scope can take the place of lock and unlocks.</summary>
    public bool IsOfBinding => IsScope || Sections.IsOfBinding(Call, file);

    /// <summary>The last statement of the list that is run where it stands: functions that are declared behind it need no section.</summary>
    public int LastStep => List.FindLastIndex(statement => statement is not LocalFunctionStatementSyntax);

    /// <summary>Whether a statement does nothing but close a section, this one if it is open.</summary>
    public bool IsClosing(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && Closes(call);

    /// <summary>
    /// The statements that the section has to cover, with those in them, and behind them, that close it. Null where the text does not
    /// show which they are.
    /// </summary>
    public (StatementRun Covered, List<StatementSyntax> Closing)? Extent()
    {
        var first = List.IndexOf(Opening) + 1;
        if (first >= List.Count)
            return null;
        var moving = SectionNeeds.Moving(file, List.Skip(first).Where(statement => statement is not LocalFunctionStatementSyntax)).Where(call => !IsHeldByUsing(call)).ToList();
        var limit = List.FindIndex(first, statement => moving.Exists(call => statement.Span.Contains(call.Span) && !Closes(call)));
        var before = List.GetRange(first, (limit < 0 ? List.Count : limit) - first);
        var end = before.FindIndex(Ends);
        if (end < 0 && (limit >= 0 || IsClosedOutside(first)))
            return null;
        var plain = end >= 0 && IsClosing(before[end]);
        var last = end < 0 ? LastStep : first + end - (plain ? 1 : 0);
        if (last < first)
            return null;
        var covered = new StatementRun(List, first, last);
        var calls = moving.FindAll(call => covered.Span.Contains(call.Span));
        if (plain)
            calls.Add((InvocationExpressionSyntax)((ExpressionStatementSyntax)before[end]).Expression);
        // Each closes by a statement of its own, and nothing else asks for the scope.
        return calls.TrueForAll(call => Closes(call) && call.Parent is ExpressionStatementSyntax)
            && (scope is null || Mentions.Of(scope, Opening, file).TrueForAll(mention => calls.Exists(call => call.Span.Holds(mention))))
                ? (covered, calls.ConvertAll(call => (StatementSyntax)call.Parent!))
                : null;
    }

    /// <summary>Whether the section is closed behind a statement on every way that comes out of it at its end.</summary>
    private bool Ends(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => block.Statements.Any(Ends),
        TryStatementSyntax { Finally: { } last } => last.Block.Statements.Any(Ends),
        _ => IsClosing(statement),
    };

    private bool Closes(InvocationExpressionSyntax call)
    {
        if ((SectionNeeds.TraitsOf(file, call) & (MethodTraits.ReleasesReadLock | MethodTraits.AcquiresReadLock)) != MethodTraits.ReleasesReadLock)
            return false;
        var receiver = call.Expression is MemberAccessExpressionSyntax access
            ? file.Model.GetSymbolInfo(access.Expression, file.Cancellation).Symbol
            : null;
        return scope is not null
            ? SymbolEqualityComparer.Default.Equals(receiver, scope)
            : file.Contracts.RoleOf(file.Model.GetSymbolInfo(call, file.Cancellation).Symbol?.ContainingType) != TypeRole.Scope
                && (!IsOfBinding || Sections.IsOfBinding(call, file));
    }

    /// <summary>Whether something that could close this section stands where it would be found open: behind the list, or before it in a loop.</summary>
    private bool IsClosedOutside(int first)
    {
        var function = Mentions.FunctionOf(Opening);
        var all = SectionNeeds.Moving(file, [function]).Where(call => !IsHeldByUsing(call)).ToList();
        if (all.Exists(call => call.SpanStart > List[List.Count - 1].Span.End && Closes(call)))
            return true;
        var around = Opening.Ancestors().TakeWhile(outer => outer != function).LastOrDefault(Jumps.IsLoop);
        return around is not null
            && all.Count(call => around.Span.Contains(call.Span) && call.SpanStart < List[first].SpanStart && call != Call && Closes(call))
                > all.Count(call => around.Span.Contains(call.Span) && call.SpanStart < List[first].SpanStart && call != Call && !Closes(call));
    }

    private bool IsHeldByUsing(InvocationExpressionSyntax call) =>
        call.FirstAncestorOrSelf<StatementSyntax>() is { } statement
        && (statement is UsingStatementSyntax held && !held.Statement.Span.Contains(call.Span) || Sections.IsScope(statement, file));
}
