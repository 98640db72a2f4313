using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>
/// What the source of a type shows of how its members work together. Asked only where a field is given a reference that it has to put,
/// which few bodies do.
/// </summary>
internal sealed class Members(Compilation compilation)
{
    private readonly ConcurrentDictionary<IMethodSymbol, bool> constructions = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> lent = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// Whether a body runs once in the life of what its fields belong to: an initializer, a constructor, an init accessor, the entry
    /// point, or a private method that only these call.
    /// </summary>
    public bool IsConstruction(IMethodSymbol? method, CancellationToken cancellation) =>
        method is null || constructions.GetOrAdd(
            method.OriginalDefinition, asked => IsConstruction(asked, new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default), cancellation));

    /// <summary>Whether a method may change what a member of its object holds: it, or one of its type that it calls, names the member.</summary>
    public static bool MayChange(IMethodSymbol method, ISymbol member, CancellationToken cancellation) =>
        MayChange(method, member, new(SymbolEqualityComparer.Default), cancellation);

    /// <summary>Whether all that a field is ever given is lent to it: parameters, as they came.</summary>
    public bool IsOnlyLent(ISymbol member, CancellationToken cancellation) =>
        lent.GetOrAdd(member.OriginalDefinition, asked => PartsOf(asked.ContainingType, cancellation)
            .SelectMany(part => part.DescendantNodes()).All(node => GivenTo(asked.Name, node) is not { } given || IsLent(given)));

    /// <param name="method">The method.</param>
    /// <param name="asked">The methods whose callers are looked at now: what only calls itself is called by nobody else.</param>
    /// <param name="cancellation">Stops the search.</param>
    private bool IsConstruction(IMethodSymbol method, HashSet<IMethodSymbol> asked, CancellationToken cancellation)
    {
        if (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor || method.IsInitOnly || Declarations.IsEntryPoint(method))
            return true;
        if (method is not { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private })
            return false;
        if (!asked.Add(method))
            return true;
        var only = OnlyConstructionCalls(method, asked, cancellation);
        asked.Remove(method);
        return only;
    }

    private bool OnlyConstructionCalls(IMethodSymbol method, HashSet<IMethodSymbol> asked, CancellationToken cancellation)
    {
        var isCalled = false;
        foreach (var part in PartsOf(method.ContainingType, cancellation))
        {
            SemanticModel? model = null;
            foreach (var name in part.DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (name.Identifier.ValueText != method.Name)
                    continue;
                model ??= compilation.GetSemanticModel(part.SyntaxTree);
                if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol?.OriginalDefinition, method))
                    continue;
                var expression = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? (ExpressionSyntax)member : name;
                if (expression.Parent is not InvocationExpressionSyntax
                    || model.GetEnclosingSymbol(name.SpanStart, cancellation) is not IMethodSymbol caller
                    || !IsConstruction(caller.OriginalDefinition, asked, cancellation))
                    return false;
                isCalled = true;
            }
        }

        return isCalled;
    }

    private static bool MayChange(IMethodSymbol method, ISymbol member, HashSet<ISymbol> seen, CancellationToken cancellation)
    {
        method = method.OriginalDefinition;
        if (!seen.Add(method))
            return false;
        if (method.IsVirtual || method.IsAbstract || method.IsOverride || method.DeclaringSyntaxReferences.IsEmpty)
            return true;
        foreach (var declaration in method.DeclaringSyntaxReferences)
            foreach (var name in declaration.GetSyntax(cancellation).DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (name.Identifier.ValueText == member.Name)
                    return true;
                foreach (var called in method.ContainingType.GetMembers(name.Identifier.ValueText).OfType<IMethodSymbol>())
                    if (MayChange(called, member, seen, cancellation))
                        return true;
            }

        return false;
    }

    private static IEnumerable<SyntaxNode> PartsOf(INamedTypeSymbol type, CancellationToken cancellation)
    {
        while (type.ContainingType is { } outer)
            type = outer;
        return type.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellation));
    }

    /// <summary>What a node gives to a member of a name; null where it gives it nothing.</summary>
    private static ExpressionSyntax? GivenTo(string member, SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment when Names(assignment.Left, member) => assignment.Right,
        VariableDeclaratorSyntax { Initializer: { } initializer, Parent.Parent: FieldDeclarationSyntax } field
            when field.Identifier.ValueText == member => initializer.Value,
        PropertyDeclarationSyntax { Initializer: { } initializer } property when property.Identifier.ValueText == member => initializer.Value,
        ArgumentSyntax { RefKindKeyword.ValueText: "out" } handedOut when Names(handedOut.Expression, member) => handedOut.Expression,
        ArgumentSyntax { RefKindKeyword.ValueText: "ref", Parent: ArgumentListSyntax arguments } exchanged when Names(exchanged.Expression, member) =>
            arguments.Arguments.FirstOrDefault(argument => argument != exchanged)?.Expression,
        _ => null,
    };

    private static bool Names(ExpressionSyntax expression, string member) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == member,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText == member,
        _ => false,
    };

    private static bool IsLent(ExpressionSyntax given) => given switch
    {
        ParenthesizedExpressionSyntax parenthesized => IsLent(parenthesized.Expression),
        PostfixUnaryExpressionSyntax suppressed => IsLent(suppressed.Operand),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } checkedFirst => IsLent(checkedFirst.Left),
        LiteralExpressionSyntax => true,
        IdentifierNameSyntax { Identifier.ValueText: var name } => given.Ancestors().Any(node => node switch
        {
            AccessorDeclarationSyntax => name == "value",
            BaseMethodDeclarationSyntax method => method.ParameterList.Parameters.Any(parameter => IsLentParameter(parameter, name)),
            TypeDeclarationSyntax { ParameterList: { } primary } => primary.Parameters.Any(parameter => IsLentParameter(parameter, name)),
            _ => false,
        }),
        _ => false,
    };

    private static bool IsLentParameter(ParameterSyntax parameter, string name) =>
        parameter.Identifier.ValueText == name
        && !parameter.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString().EndsWith("Owned", StringComparison.Ordinal));
}
