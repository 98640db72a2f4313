using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>Who calls a method. Asked only of methods whose bodies need a section of their callers, which are few.</summary>
internal sealed class Callers(Compilation compilation)
{
    private readonly ConcurrentDictionary<IMethodSymbol, bool> known = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// Whether each requirement of a method is met or found wanting at its callers: it has some, and none reaches it by a delegate.
    /// </summary>
    public bool MeetRequirements(IMethodSymbol method, CancellationToken cancellation) =>
        known.GetOrAdd(method.OriginalDefinition, asked => Search(asked, cancellation));

    private bool Search(IMethodSymbol method, CancellationToken cancellation)
    {
        var isCalled = false;
        ISymbol named = method.AssociatedSymbol is IPropertySymbol property ? property : method;
        foreach (var root in Reach(method, cancellation))
        {
            SemanticModel? model = null;
            foreach (var node in root.DescendantNodes())
            {
                if (node is not SimpleNameSyntax name || name.Identifier.ValueText != named.Name || IsInNameOf(name))
                    continue;
                cancellation.ThrowIfCancellationRequested();
                model ??= compilation.GetSemanticModel(root.SyntaxTree);
                if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol?.OriginalDefinition, named))
                    continue;
                if (named is IMethodSymbol && !IsCalled(name))
                    return false;
                isCalled = true;
            }
        }

        return isCalled;
    }

    /// <summary>Where a method can be named: in the parts of its type if it is private, else anywhere.</summary>
    private IEnumerable<SyntaxNode> Reach(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.DeclaredAccessibility != Accessibility.Private)
            return compilation.SyntaxTrees.Select(tree => tree.GetRoot(cancellation));
        var type = method.ContainingType;
        while (type.ContainingType is { } outer)
            type = outer;
        return type.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellation));
    }

    private static bool IsCalled(SimpleNameSyntax name)
    {
        SyntaxNode expression = name;
        while (expression.Parent is MemberAccessExpressionSyntax member && member.Name == expression)
            expression = member;
        if (expression.Parent is MemberBindingExpressionSyntax binding)
            expression = binding;
        return expression.Parent is InvocationExpressionSyntax invocation && invocation.Expression == expression;
    }

    private static bool IsInNameOf(SimpleNameSyntax name) =>
        name.FirstAncestorOrSelf<InvocationExpressionSyntax>(ancestor =>
            ancestor.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" }) is not null;
}
