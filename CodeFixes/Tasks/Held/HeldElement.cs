using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>The one element of a tuple that is a task.</summary>
/// <param name="Field">The element.</param>
/// <param name="Written">The element where the type is written.</param>
internal sealed record HeldElement(IFieldSymbol Field, TupleElementSyntax Written)
{
    /// <summary>The element of a type that is written as a tuple, if nothing else in it is or holds a task.</summary>
    public static HeldElement? Of(ITypeSymbol type, TypeSyntax written, SourceFile file) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple && written is TupleTypeSyntax syntax
        && tuple.TupleElements.Where(field => file.Contracts.Carries(field.Type)).ToList() is [var only]
        && file.Contracts.RoleOf(only.Type) == TypeRole.Protected
            ? new HeldElement(only, syntax.Elements[tuple.TupleElements.IndexOf(only)])
            : null;

    /// <summary>Its name when it holds a pid: the old one where another element has the new one.</summary>
    public string NewName =>
        HeldValue.Renamed(Field.Name) is var name && Field.ContainingType.TupleElements.Any(other => other.Name == name) ? Field.Name : name;

    /// <summary>Whether a value says of each element what it is, and reading those beside the task calls nothing that may throw.</summary>
    public static bool IsLiteral(ExpressionSyntax value) =>
        Expressions.Bare(value) is TupleExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression }
            or DefaultExpressionSyntax;

    /// <summary>The task in a tuple that is written out; null in one that is empty.</summary>
    public ExpressionSyntax? In(ExpressionSyntax value) => ArgumentIn(value)?.Expression;

    /// <summary>Its new name, where the tuple that is written out names its elements.</summary>
    public void RenameIn(SourceFile file, ExpressionSyntax value)
    {
        if (ArgumentIn(value)?.NameColon is { } label && label.Name.Identifier.ValueText == Field.Name)
            file.Edits.Replace(label.Name.Span, NewName);
    }

    /// <summary>Whether what stands beside the task in a tuple may fail, when the old reference is put already.</summary>
    public bool MayFailIn(ExpressionSyntax value) =>
        (Expressions.Bare(value) as TupleExpressionSyntax)?.Arguments.Any(argument => argument != ArgumentIn(value)
            && argument.DescendantNodes().Any(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax
                or AwaitExpressionSyntax or ThrowExpressionSyntax or ElementAccessExpressionSyntax or AssignmentExpressionSyntax)) == true;

    /// <summary>
    /// What a mention of the tuple does to the task in it: null where it speaks of another element, or of the name alone.
    /// </summary>
    public HeldUse? UseOf(SimpleNameSyntax name, SourceFile file)
    {
        var access = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : (ExpressionSyntax)name;
        if (name.IsPartOfStructuredTrivia() || Mentions.IsNameOf(access.Parent))
            return null;
        if (!Expressions.IsSimple(access))
            return HeldUse.Refused(name, access);
        if (access.Parent is MemberAccessExpressionSyntax { Name: var part } outer && outer.Expression == access
            && file.Model.GetSymbolInfo(outer, file.Cancellation).Symbol is IFieldSymbol found)
            return SymbolEqualityComparer.Default.Equals(found.CorrespondingTupleField, Field.CorrespondingTupleField)
                ? HeldUse.Of(part, file) : null;
        return access.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } store
            && store.Left == access && IsLiteral(store.Right) && !MayFailIn(store.Right)
                ? HeldUse.Whole(name, access)
                : HeldUse.Refused(name, access);
    }

    private ArgumentSyntax? ArgumentIn(ExpressionSyntax value) =>
        (Expressions.Bare(value) as TupleExpressionSyntax)?.Arguments[Field.ContainingType.TupleElements.IndexOf(Field)];
}
