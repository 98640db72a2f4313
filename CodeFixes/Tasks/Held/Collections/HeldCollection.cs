using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held.Collections;

/// <summary>How a collection is written to and taken from.</summary>
internal enum Shape
{
    Array,
    List,
    Set,
    Queue,
    Stack,
    Map,
}

/// <summary>A field or read-only property that is a collection of tasks, and is to be one of pids.</summary>
internal sealed class HeldCollection : HeldValue
{
    private HeldCollection(ISymbol symbol, SyntaxToken identifier, TypeSyntax element, ExpressionSyntax? initializer, Shape shape,
        ITypeSymbol task, HandleApi api)
        : base(symbol, task.NullableAnnotation == NullableAnnotation.Annotated, api)
    {
        Identifier = identifier;
        Element = element;
        Initializer = initializer;
        Shape = shape;
        Task = task;
    }

    public SyntaxToken Identifier { get; }

    /// <summary>The type of its elements, or of its values, as it is written.</summary>
    public TypeSyntax Element { get; }

    public ExpressionSyntax? Initializer { get; }

    public Shape Shape { get; }

    public ITypeSymbol Task { get; }

    /// <summary>The collection declared at a fault, if nothing but its elements or values are tasks.</summary>
    public static HeldCollection? At(SyntaxNode node, SourceFile file) => node switch
    {
        PropertyDeclarationSyntax { AccessorList.Accessors: [{ Body: null, ExpressionBody: null } getter] } property
            when getter.IsKind(SyntaxKind.GetAccessorDeclaration) && file.Model.GetDeclaredSymbol(property) is { } symbol
                && !HeldMember.IsPromised(symbol) =>
            Of(symbol, symbol.Type, property.Type, property.Identifier, property.Initializer?.Value, file),
        VariableDeclaratorSyntax
        {
            Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax } declaration,
        } declarator when file.Model.GetDeclaredSymbol(declarator) is IFieldSymbol field =>
            Of(field, field.Type, declaration.Type, declarator.Identifier, declarator.Initializer?.Value, file),
        _ => null,
    };

    /// <summary>The type argument, or element type, by which a written type names the tasks.</summary>
    public static TypeSyntax? ElementOf(TypeSyntax? written) => written switch
    {
        ArrayTypeSyntax { RankSpecifiers: [{ Rank: 1 }] } array => array.ElementType,
        GenericNameSyntax generic => generic.TypeArgumentList.Arguments.Last(),
        QualifiedNameSyntax qualified => ElementOf(qualified.Right),
        _ => null,
    };

    /// <summary>What puts all that it holds, with a name for each.</summary>
    public FrameLine[] PutAll(string access, string each, SourceFile file, int position) =>
    [
        new(0, $"foreach ({(file.Layout.UsesVar ? "var" : PidName(file, position))} {each} in {access}{(Shape == Shape.Map ? ".Values" : "")})"),
        new(0, "{"),
        new(1, $"{each}{Dot}{Api.Put}();"),
        new(0, "}"),
    ];

    /// <summary>The type of its new elements.</summary>
    public string PidName(SourceFile file, int position) => file.Imports.NameOf(Api.Pid, position) + (IsNullable ? "?" : "");

    private static HeldCollection? Of(
        ISymbol symbol, ITypeSymbol type, TypeSyntax written, SyntaxToken identifier, ExpressionSyntax? initializer, SourceFile file)
    {
        // A struct or a record is copied, and each copy would put the same references.
        if (symbol.ContainingType is not { TypeKind: TypeKind.Class, IsRecord: false }
            || ShapeOf(type, file) is not var (shape, task) || ElementOf(written) is not { } element
            || HandleApi.Of(task, file) is not { } api)
            return null;
        return new HeldCollection(symbol, identifier, element, initializer, shape, task, api);
    }

    private static (Shape, ITypeSymbol)? ShapeOf(ITypeSymbol type, SourceFile file)
    {
        if (type.NullableAnnotation == NullableAnnotation.Annotated)
            return null;
        if (type is IArrayTypeSymbol { Rank: 1, ElementType: INamedTypeSymbol element })
            return file.Contracts.RoleOf(element) == TypeRole.Protected ? (Shape.Array, element) : null;
        if (type is not INamedTypeSymbol { ContainingType: null, TypeArguments: [.., INamedTypeSymbol last] arguments } named
            || named.ContainingNamespace.ToDisplayString() != "System.Collections.Generic"
            || file.Contracts.RoleOf(last) != TypeRole.Protected || arguments.Take(arguments.Length - 1).Any(file.Contracts.Carries))
            return null;
        return (named.Name, arguments.Length) switch
        {
            ("List", 1) => (Shape.List, last),
            // The pid has to be what makes two references the same.
            ("HashSet", 1) when HandleApi.Of(last, file) is { } api && ComparesValues(api.Pid) => (Shape.Set, last),
            ("Queue", 1) => (Shape.Queue, last),
            ("Stack", 1) => (Shape.Stack, last),
            ("Dictionary" or "SortedDictionary", 2) => (Shape.Map, last),
            _ => null,
        };
    }

    private static bool ComparesValues(INamedTypeSymbol pid) => pid.AllInterfaces.Any(contract =>
        contract is { Name: "IEquatable", TypeArguments: [var other] } && SymbolEqualityComparer.Default.Equals(other, pid));

    /// <summary>Whether reading an index or a key twice gives the same thing and does nothing.</summary>
    public static bool IsFixed(ExpressionSyntax index) => index is LiteralExpressionSyntax || Expressions.IsSimple(index);
}
