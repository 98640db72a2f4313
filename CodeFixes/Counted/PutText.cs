using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>How a put is written, and what new locals for references are called.</summary>
internal static class PutText
{
    /// <summary>The call behind a value: <c>.Put()</c>, or <c>?.Put()</c> where it may be null; null where the type has no such method.</summary>
    public static string? Call(SourceFile file, ITypeSymbol type, bool isSure) =>
        file.Api.Put(type) is { } put ? (isSure || type.IsValueType ? "." : "?.") + put.Name + "()" : null;

    /// <summary>Whether a value is known not to be null.</summary>
    public static bool IsSure(SourceFile file, ExpressionSyntax value) =>
        file.Model.GetTypeInfo(value, file.Cancellation).Nullability.FlowState == NullableFlowState.NotNull;

    /// <summary>Whether a variable is known not to be null at a position, before what stands there.</summary>
    public static bool IsSureAt(SourceFile file, ISymbol variable, string text, int position) => variable switch
    {
        IFieldSymbol or IPropertySymbol => IsAlwaysFilled(variable, file.Cancellation),
        _ => file.Model.GetSpeculativeTypeInfo(position, SyntaxFactory.ParseExpression(text), SpeculativeBindingOption.BindAsExpression)
            .Nullability.FlowState == NullableFlowState.NotNull,
    };

    /// <summary>
    /// Whether a member that says that it is never null is filled from the start: the compiler sees to it unless it is told not to.
    /// </summary>
    public static bool IsAlwaysFilled(ISymbol member, CancellationToken cancellation)
    {
        var annotation = member is IFieldSymbol field ? field.NullableAnnotation : ((IPropertySymbol)member).NullableAnnotation;
        if (annotation != NullableAnnotation.NotAnnotated || member.ContainingType.IsValueType
            || member.DeclaringSyntaxReferences is not [var declared, ..])
            return false;
        var value = declared.GetSyntax(cancellation) switch
        {
            VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        };
        return Expressions.Bare(value)?.Kind() is not (SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression);
    }

    /// <summary>A name for a new local that holds a reference.</summary>
    public static string NameFor(ITypeSymbol type, SyntaxNode near)
    {
        var noun = NounOf(type);
        return FreeName.Near(near, noun) == noun ? noun : FreeName.Near(near, "own" + char.ToUpperInvariant(noun[0]) + noun.Substring(1));
    }

    /// <summary>What is counted, as the name of a local.</summary>
    public static string NounOf(ITypeSymbol type)
    {
        var noun = Noun(type);
        var plain = char.ToLowerInvariant(noun[0]) + noun.Substring(1);
        return SyntaxFacts.GetKeywordKind(plain) == SyntaxKind.None ? plain : "own" + noun;
    }

    /// <summary>The last word of the name of a type, which says what is counted: of PidHandle the pid, of UtraceEngine the engine.</summary>
    private static string Noun(ITypeSymbol type)
    {
        var name = type.Name.EndsWith("Handle", StringComparison.Ordinal) && type.Name.Length > "Handle".Length
            ? type.Name.Substring(0, type.Name.Length - "Handle".Length)
            : type.Name;
        var word = Regex.Match(name, "[A-Z][a-z0-9]+$", RegexOptions.CultureInvariant);
        return word.Success ? word.Value : name;
    }
}
