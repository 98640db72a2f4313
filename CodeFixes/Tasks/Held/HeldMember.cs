using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>
/// A field or automatic property that holds a task, itself or as an element of a tuple, and what it becomes when it holds the pid.
/// </summary>
internal sealed class HeldMember : HeldValue
{
    private HeldMember(ISymbol symbol, TypeSyntax type, ExpressionSyntax? initializer, SyntaxToken identifier, bool isNullable,
        HandleApi api)
        : base(symbol, isNullable, api)
    {
        Type = type;
        Renamed = identifier;
        Initializer = initializer;
        Identifier = identifier;
    }

    /// <summary>The type of the task, as it is written.</summary>
    public TypeSyntax Type { get; }

    public ExpressionSyntax? Initializer { get; }

    public SyntaxToken Identifier { get; }

    /// <summary>The name that speaks of a task: that of the member, or of the element; none if the element has none.</summary>
    public new SyntaxToken Renamed { get; private init; }

    /// <summary>What holds the task where the member is a tuple.</summary>
    public HeldElement? Element { get; private init; }

    /// <summary>The member declared at a fault, if its type is a task itself and it is nobody else's business.</summary>
    public static HeldMember? At(Fault fault)
    {
        var file = fault.File;
        if (fault.Node is PropertyDeclarationSyntax { AccessorList: { } accessors } property)
        {
            return file.Model.GetDeclaredSymbol(property, file.Cancellation) is IPropertySymbol symbol
                && accessors.Accessors.All(accessor => accessor is { Body: null, ExpressionBody: null })
                && Declarations.IsAutomatic(symbol) && !IsPromised(symbol)
                    ? Of(symbol, symbol.Type, property.Type, property.Initializer?.Value, property.Identifier, file)
                    : null;
        }

        return fault.Node is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } declarator
            && declaration is { Variables.Count: 1, Parent: FieldDeclarationSyntax }
            && file.Model.GetDeclaredSymbol(declarator, file.Cancellation) is IFieldSymbol field
                ? Of(field, field.Type, declaration.Type, declarator.Initializer?.Value, declarator.Identifier, file)
                : null;
    }

    private static HeldMember? Of(ISymbol symbol, ITypeSymbol type, TypeSyntax written, ExpressionSyntax? initializer,
        SyntaxToken identifier, SourceFile file)
    {
        // A struct or a record is copied, and each copy would put the same reference.
        if (symbol.ContainingType is not { TypeKind: TypeKind.Class, IsRecord: false })
            return null;
        if (HeldElement.Of(type, written, file) is { } element)
            return HandleApi.Of(element.Field.Type, file) is { } found && (initializer is null || HeldElement.IsLiteral(initializer))
                // A tuple that was never assigned holds nothing, whatever its type says.
                ? new HeldMember(
                    symbol, element.Written.Type, initializer is null ? null : element.In(initializer), identifier, isNullable: true, found)
                {
                    Element = element,
                    Renamed = element.Written.Identifier,
                }
                : null;
        if (type is not INamedTypeSymbol || file.Contracts.RoleOf(type) != TypeRole.Protected
            || HandleApi.Of(type, file) is not { } api)
            return null;
        var isNullable = type.NullableAnnotation != NullableAnnotation.NotAnnotated
            || initializer is not null && Mentions.IsNull(initializer);
        return new HeldMember(symbol, written, initializer, identifier, isNullable, api);
    }

    /// <summary>Whether a base or an interface says what the property is.</summary>
    public static bool IsPromised(IPropertySymbol property) =>
        property.IsVirtual || property.IsOverride || property.IsAbstract || property.IsRequired && property.ContainingType.IsAbstract
        || !property.ExplicitInterfaceImplementations.IsEmpty
        || property.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers(property.Name)).Any(member =>
            SymbolEqualityComparer.Default.Equals(property.ContainingType.FindImplementationForInterfaceMember(member), property));
}
