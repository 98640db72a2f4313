using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks;

/// <summary>
/// Where a section can not hold a whole statement (it waits, or sleeps): reads what the statement wants of the task in a section
/// above it, into a local.
/// </summary>
internal static class ValueFirst
{
    /// <summary>
    /// Writes it, with what the task is looked up by in the place of the expression; false where the value can not be read before.
    /// </summary>
    public static bool Write(SourceFile file, ExpressionSyntax task, string header, string lookup)
    {
        var value = Value(task, out var name);
        var type = file.Model.GetTypeInfo(value, file.Cancellation);
        if (type.Type is null or { SpecialType: SpecialType.System_Void } or { IsAnonymousType: true } || file.Contracts.Carries(type.Type)
            || Place.Around(value) is not { } place || place is ExpressionBody
            || place.Nodes.First() is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax
            || Expressions.IsReachedConditionally(value, place.Span) || value.ToString().Contains('\n')
            || value.DescendantNodes().Any(node => node is SingleVariableDesignationSyntax or AwaitExpressionSyntax)
            || DeclaredIn(file, place, value))
            return false;
        var local = FreeName.Near(value, name);
        // What it is looked up by may have a name that the code does not know yet.
        for (var number = 2; Regex.IsMatch(lookup, $@"\b{local}\b"); number++)
            local = FreeName.Near(value, name + number);
        var text = value.ToString();
        var read = text.Substring(0, task.SpanStart - value.SpanStart) + lookup + text.Substring(task.Span.End - value.SpanStart);
        file.Edits.Replace(value.Span, local);
        return place.Write(file, Frame.Above($"{file.Imports.NameOf(type.Type, type.Nullability.FlowState, value.SpanStart)} {local};")
            .Around(new Frame([new(0, header), new(0, "{"), new(1, $"{local} = {read};"), new(0, "}")], 0, [])));
    }

    /// <summary>The value that is read off the task, and a name for it.</summary>
    private static ExpressionSyntax Value(ExpressionSyntax task, out string name)
    {
        var chained = (task as ConditionalAccessExpressionSyntax)?.WhenNotNull as ConditionalAccessExpressionSyntax;
        name = (chained is null ? null : LastName(chained)) ?? "found";
        var value = task;
        while (true)
        {
            var dressed = Expressions.Dressed(value);
            switch (dressed.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Expression == dressed:
                    name = CamelCase(access.Name);
                    value = access;
                    break;
                case ConditionalAccessExpressionSyntax chain:
                    name = LastName(chain.WhenNotNull) ?? name;
                    value = chain;
                    break;
                case InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call when call.Expression == dressed:
                    value = call;
                    break;
                case IsPatternExpressionSyntax test when !Expressions.Declares(test.Pattern):
                    value = test;
                    break;
                case BinaryExpressionSyntax binary when IsTestOrFallback(binary, dressed):
                    value = binary;
                    break;
                default:
                    return value;
            }
        }
    }

    private static bool IsTestOrFallback(BinaryExpressionSyntax binary, ExpressionSyntax left) =>
        binary.Left == left
        && (binary.Right is LiteralExpressionSyntax || binary.Right is PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax })
        && (SyntaxKind)binary.RawKind is SyntaxKind.CoalesceExpression or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression;

    private static bool DeclaredIn(SourceFile file, Place place, ExpressionSyntax value) =>
        value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name =>
            file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] }
            && place.Span.Contains(declared.Span));

    private static string? LastName(ExpressionSyntax chain) =>
        chain.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault() is { } last ? CamelCase(last) : null;

    private static string CamelCase(SimpleNameSyntax name) =>
        char.ToLowerInvariant(name.Identifier.ValueText[0]) + name.Identifier.ValueText.Substring(1);
}
