using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>A field or automatic property that holds a task, and what it becomes when it holds the pid.</summary>
internal sealed class HeldMember
{
    private HeldMember(ISymbol symbol, TypeSyntax type, ExpressionSyntax? initializer, SyntaxToken identifier, bool isNullable,
        Members members)
    {
        Symbol = symbol;
        Type = type;
        Initializer = initializer;
        Identifier = identifier;
        IsNullable = isNullable;
        Api = members;
    }

    public ISymbol Symbol { get; }

    public TypeSyntax Type { get; }

    public ExpressionSyntax? Initializer { get; }

    public SyntaxToken Identifier { get; }

    /// <summary>Whether it may hold nothing.</summary>
    public bool IsNullable { get; }

    /// <summary>The members by which the new code goes from task to pid and back.</summary>
    public Members Api { get; }

    /// <summary>
    /// The name with "task" in it made "pid"; a name that does not speak of a task says nothing wrong about a pid.
    /// </summary>
    public string WantedName => Regex.Replace(Symbol.Name, "task", match => match.Value switch
    {
        "Task" => "Pid",
        "TASK" => "PID",
        _ => "pid",
    }, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

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

    /// <summary>What a null-conditional access costs nothing for: <c>?.</c> where it may hold nothing.</summary>
    public string Dot => IsNullable ? "?." : ".";

    private static HeldMember? Of(ISymbol symbol, ITypeSymbol type, TypeSyntax written, ExpressionSyntax? initializer,
        SyntaxToken identifier, SourceFile file)
    {
        // A struct or a record is copied, and each copy would put the same reference.
        if (symbol.ContainingType is not { TypeKind: TypeKind.Class, IsRecord: false }
            || type is not INamedTypeSymbol || file.Contracts.RoleOf(type) != TypeRole.Protected
            || Members.Of(type, file) is not { } members)
            return null;
        var isNullable = type.NullableAnnotation != NullableAnnotation.NotAnnotated
            || initializer is not null && Mentions.IsNull(initializer);
        return new HeldMember(symbol, written, initializer, identifier, isNullable, members);
    }

    /// <summary>Whether a base or an interface says what the property is.</summary>
    private static bool IsPromised(IPropertySymbol property) =>
        property.IsVirtual || property.IsOverride || property.IsAbstract || property.IsRequired && property.ContainingType.IsAbstract
        || !property.ExplicitInterfaceImplementations.IsEmpty
        || property.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers(property.Name)).Any(member =>
            SymbolEqualityComparer.Default.Equals(property.ContainingType.FindImplementationForInterfaceMember(member), property));

    /// <summary>The members of task and pid that the new code calls.</summary>
    internal sealed record Members(INamedTypeSymbol Pid, string GetPid, string Find, string Get, string Put)
    {
        public static Members? Of(ITypeSymbol task, SourceFile file) =>
            file.Api.GetPid(task) is { ReturnType: INamedTypeSymbol pid } getPid
            && file.Api.FindTask(pid) is { } find && file.Api.GetAnother(pid) is { } get && file.Api.Put(pid) is { } put
                ? new Members(pid, getPid.Name, find.Name, get.Name, put.Name)
                : null;
    }
}
