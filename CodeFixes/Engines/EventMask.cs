using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Engines;

/// <summary>An expression of the events that an engine asks for.</summary>
internal static class EventMask
{
    /// <summary>The bits that it has for certain: those of the constants that are or'ed into it, or into the local that it is.</summary>
    public static long CertainBits(SourceFile file, ExpressionSyntax mask)
    {
        if (file.Model.GetConstantValue(mask, file.Cancellation) is { HasValue: true, Value: { } constant })
            return EngineContracts.BitsOf(constant);
        return Expressions.Bare(mask) switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseOrExpression } both => CertainBits(file, both.Left) | CertainBits(file, both.Right),
            IdentifierNameSyntax name when ValueOf(file, name) is { } value => CertainBits(file, value),
            _ => 0,
        };
    }

    /// <summary>Adds an event.</summary>
    public static void Add(SourceFile file, ExpressionSyntax mask, string name)
    {
        if (file.Model.GetConstantValue(mask, file.Cancellation) is { HasValue: true, Value: { } constant } && EngineContracts.BitsOf(constant) == 0)
            file.Edits.Replace(mask.Span, name);
        else if (Expressions.IsPrimary(mask) || mask is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseOrExpression })
            file.Edits.Insert(mask.Span.End, " | " + name);
        else
            file.Edits.Replace(mask.Span, "(" + mask + ") | " + name);
    }

    /// <summary>Takes events out that are or'ed into it one by one; false where one is not, or where none would be left.</summary>
    public static bool Remove(SourceFile file, ExpressionSyntax mask, long events)
    {
        var parts = new List<ExpressionSyntax>();
        Split(mask, parts);
        var left = new List<ExpressionSyntax>();
        var gone = 0L;
        foreach (var part in parts)
        {
            var bits = CertainBits(file, part);
            if (part is MemberAccessExpressionSyntax or IdentifierNameSyntax && bits != 0 && (bits & ~events) == 0)
                gone |= bits;
            else
                left.Add(part);
        }

        if (gone != events || left.Count == 0 || mask.DescendantTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
            return false;
        file.Edits.Replace(mask.Span, string.Join(" | ", left));
        return true;
    }

    /// <summary>The name of an event, as it is written here.</summary>
    public static string? NameOf(SourceFile file, ITypeSymbol events, long bits, int position) =>
        events is INamedTypeSymbol type && type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(member =>
            member is { HasConstantValue: true, ConstantValue: { } constant } && EngineContracts.BitsOf(constant) == bits) is { } member
            ? file.Imports.NameOf(type, position) + "." + member.Name
            : null;

    /// <summary>The argument of a call that is the events it asks for.</summary>
    public static ArgumentSyntax? In(SourceFile file, InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.FirstOrDefault(argument => Expressions.ParameterOf(argument, file.Model) is { } parameter
            && (file.Contracts.TraitsOf(parameter) & ReferenceTraits.RequestsEvents) != 0);

    private static ExpressionSyntax? ValueOf(SourceFile file, IdentifierNameSyntax name) =>
        file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } local
        && declared.GetSyntax(file.Cancellation) is VariableDeclaratorSyntax { Initializer.Value: { } value }
        && !Mentions.Of(local, name, file).Exists(Mentions.IsWritten)
            ? value
            : null;

    private static void Split(ExpressionSyntax mask, List<ExpressionSyntax> parts)
    {
        if (mask is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseOrExpression } both)
        {
            Split(both.Left, parts);
            Split(both.Right, parts);
        }
        else
            parts.Add(mask);
    }
}
