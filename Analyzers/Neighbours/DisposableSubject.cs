using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Neighbours;

/// <summary>What a diagnostic of a rule for disposables is about, told by where it lies.</summary>
internal sealed class DisposableSubject(SemanticModel model, ContractReader contracts, CancellationToken cancellation)
{
    /// <summary>Whether the value, variable or member is a counted reference, or all disposables that a type has are.</summary>
    public bool IsCounted(SyntaxNode node) => node switch
    {
        TypeDeclarationSyntax type => model.GetDeclaredSymbol(type, cancellation) is INamedTypeSymbol declared && OwnsOnlyCounted(declared),
        FieldDeclarationSyntax field => IsCounted(field.Declaration),
        LocalDeclarationStatementSyntax local => IsCounted(local.Declaration),
        VariableDeclarationSyntax variables => variables.Variables.All(IsCounted),
        VariableDeclaratorSyntax { Initializer.Value: { } value } when IsCounted(value) => true,
        VariableDeclaratorSyntax or PropertyDeclarationSyntax or ParameterSyntax or SingleVariableDesignationSyntax =>
            IsCounted(model.GetDeclaredSymbol(node, cancellation)),
        EqualsValueClauseSyntax value => IsCounted(value.Value),
        ArgumentSyntax argument => IsCounted(argument.Expression),
        ExpressionStatementSyntax statement => IsCounted(statement.Expression),
        ReturnStatementSyntax { Expression: { } returned } => IsCounted(returned),
        ArrowExpressionClauseSyntax arrow => IsCounted(arrow.Expression),
        AssignmentExpressionSyntax assignment => IsCounted(assignment.Left),
        ConditionalAccessExpressionSyntax access when IsDisposal(access.WhenNotNull) => IsCounted(access.Expression),
        InvocationExpressionSyntax { Parent: ConditionalAccessExpressionSyntax access } call when IsDisposal(call) => IsCounted(access.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call when IsDisposal(call) => IsCounted(member.Expression),
        TypeSyntax { Parent: VariableDeclarationSyntax variables } => IsCounted(variables),
        ExpressionSyntax expression => GivesCounted(expression),
        _ => false,
    };

    private bool GivesCounted(ExpressionSyntax expression) =>
        IsCounted(model.GetTypeInfo(expression, cancellation).Type)
        || (model.GetSymbolInfo(expression, cancellation).Symbol is IMethodSymbol method
            && (contracts.ReturnTraitsOf(method) & ReferenceTraits.CountsValue) != 0);

    private bool IsCounted(ISymbol? symbol) => symbol switch
    {
        ILocalSymbol local => IsCounted(local.Type),
        IParameterSymbol parameter => IsCounted(parameter.Type),
        IFieldSymbol field => IsCounted(field.Type),
        IPropertySymbol property => IsCounted(property.Type),
        _ => false,
    };

    private bool IsCounted(ITypeSymbol? type) => type is not null && contracts.RoleOf(type) == TypeRole.Counted;

    private static bool IsDisposal(ExpressionSyntax expression) => expression is InvocationExpressionSyntax
    {
        Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "DisposeAsync" or "Put" }
            or MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "DisposeAsync" or "Put" },
    };

    /// <summary>Whether a type has counted fields and no other that can be disposed.</summary>
    private bool OwnsOnlyCounted(INamedTypeSymbol type)
    {
        var counted = false;
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.IsStatic)
                continue;
            if (IsCounted(field.Type))
                counted = true;
            else if (Declarations.IsDisposable(field.Type))
                return false;
        }

        return counted;
    }
}
