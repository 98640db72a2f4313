using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>The read-side sections that stand in the text of a method.</summary>
internal static class Sections
{
    /// <summary>The header of a new section; null where the project has nothing that opens one.</summary>
    public static string? Header(SourceFile file, int position) =>
        file.Api.Section is { } section
            ? "using (" + file.Imports.NameOf(section, position) + "." + BindingApi.OpenSection + ")"
            : null;

    /// <summary>The statement that holds a node in a section, the outermost one; null where none can be seen in the text.</summary>
    public static SyntaxNode? Around(SyntaxNode node, SourceFile file)
    {
        SyntaxNode? outermost = null;
        var function = Mentions.FunctionOf(node);
        for (var inner = node; inner.Parent is { } outer && inner != function; inner = outer)
        {
            if (outer is UsingStatementSyntax statement && inner == statement.Statement && IsScope(statement, file))
                outermost = statement;
            if (inner is StatementSyntax place && StatementRun.ListOf(place) is { } list
                && Opening(list, list.IndexOf(place), file) is { } opening)
                outermost = opening;
        }

        return outermost;
    }

    /// <summary>Whether a using statement holds a section open.</summary>
    public static bool IsScope(UsingStatementSyntax statement, SourceFile file) =>
        statement.Expression is { } expression ? IsScope(expression, file)
        : statement.Declaration is { } declaration
            && file.Contracts.RoleOf(file.Model.GetTypeInfo(declaration.Type).Type) == TypeRole.Scope;

    /// <summary>Whether a statement declares a section that is open up to the end of its block.</summary>
    public static bool IsScope(StatementSyntax statement, SourceFile file) =>
        statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration
        && file.Contracts.RoleOf(file.Model.GetTypeInfo(declaration.Declaration.Type).Type) == TypeRole.Scope;

    /// <summary>Whether a statement is nothing but a call of a method with a trait.</summary>
    public static bool Calls(StatementSyntax statement, MethodTraits trait, SourceFile file) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
        && file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is IMethodSymbol method
        && (file.Contracts.TraitsOf(method) & trait) != 0;

    /// <summary>Whether a call is one of the binding's own, with which a section is opened and closed.</summary>
    public static bool IsOfBinding(InvocationExpressionSyntax call, SourceFile file) =>
        file.Api.Section is { } section
        && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(call, file.Cancellation).Symbol?.ContainingType, section);

    /// <summary>The statement above that opened a section which is still open; null if there is none.</summary>
    private static StatementSyntax? Opening(List<StatementSyntax> list, int index, SourceFile file)
    {
        StatementSyntax? found = null;
        var depth = 0;
        for (var i = 0; i < index; i++)
        {
            if (IsScope(list[i], file) || Calls(list[i], MethodTraits.AssertsReadLock, file))
                return found ?? list[i];
            if (Calls(list[i], MethodTraits.AcquiresReadLock, file) && depth++ == 0)
                found = list[i];
            else if (Calls(list[i], MethodTraits.ReleasesReadLock, file) && --depth <= 0)
                found = null;
        }

        return found;
    }

    private static bool IsScope(ExpressionSyntax expression, SourceFile file) =>
        file.Contracts.RoleOf(file.Model.GetTypeInfo(expression, file.Cancellation).Type) == TypeRole.Scope;
}
