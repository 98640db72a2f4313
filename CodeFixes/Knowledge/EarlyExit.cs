using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>How code can be left where there is nothing to do: the next turn of a loop, or a return of what says "none".</summary>
internal static class EarlyExit
{
    private const string NoSuchTask = "ESRCH";

    /// <summary>The statement that leaves; null where the function has to give something and nothing that it can give says "none".</summary>
    /// <param name="file">The file.</param>
    /// <param name="at">Where it is left.</param>
    /// <param name="subject">Where that begins which there is none of: a loop around it goes on to the next.</param>
    public static string? At(SourceFile file, SyntaxNode at, SyntaxNode subject)
    {
        var function = Mentions.FunctionOf(at);
        if (at.Ancestors().TakeWhile(outer => outer != function).Any(outer => outer is FinallyClauseSyntax))
            return null;
        if (at.Ancestors().TakeWhile(outer => outer != function).FirstOrDefault(Jumps.IsLoop) is { } loop && loop.Span.Contains(subject.Span)
            && !IsHeader(loop, at))
            return "continue;";
        if (Mentions.SameFunction([function]).Any(node => node is YieldStatementSyntax))
            return "yield break;";
        if (MethodOf(file, at) is not { MethodKind: not (MethodKind.Constructor or MethodKind.StaticConstructor) } method)
            return null;
        var type = method.ReturnType;
        if (method.ReturnsVoid)
            return "return;";
        if (method.IsAsync)
        {
            if (type is not INamedTypeSymbol { TypeArguments: var result })
                return null;
            if (result.IsEmpty)
                return "return;";
            type = result[0];
        }

        return NoneOf(file, type, at.SpanStart) is { } none ? "return " + none + ";" : null;
    }

    private static string? NoneOf(SourceFile file, ITypeSymbol type, int position)
    {
        if (type.SpecialType == SpecialType.System_Boolean)
            return "false";
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } numbers)
            return numbers.GetMembers(NoSuchTask).IsEmpty ? null : file.Imports.NameOf(numbers, position) + "." + NoSuchTask;
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return "null";
        // A task (of threading) that is null is waited for in vain; a collection that is null is gone through in vain.
        var isAwaitable = type.GetMembers("GetAwaiter").OfType<IMethodSymbol>().Any();
        var isSequence = type.SpecialType != SpecialType.System_String && type.AllInterfaces.Add((type as INamedTypeSymbol)!)
            .Any(one => one?.SpecialType == SpecialType.System_Collections_IEnumerable);
        return type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated && !isAwaitable && !isSequence ? "null" : null;
    }

    private static bool IsHeader(SyntaxNode loop, SyntaxNode at) => loop switch
    {
        CommonForEachStatementSyntax each => !each.Statement.Span.Contains(at.Span),
        ForStatementSyntax counting => !counting.Statement.Span.Contains(at.Span),
        WhileStatementSyntax turning => !turning.Statement.Span.Contains(at.Span),
        DoStatementSyntax turning => !turning.Statement.Span.Contains(at.Span),
        _ => true,
    };

    private static IMethodSymbol? MethodOf(SourceFile file, SyntaxNode at) =>
        file.Model.GetEnclosingSymbol(at.SpanStart, file.Cancellation) as IMethodSymbol;
}
