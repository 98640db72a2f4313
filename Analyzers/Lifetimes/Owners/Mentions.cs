using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes.Owners;

/// <summary>One body of a type.</summary>
/// <param name="Root">Its operation.</param>
/// <param name="Owner">The method, accessor, field or property that it belongs to.</param>
internal sealed record MemberBody(IOperation Root, ISymbol Owner);

/// <summary>
/// Where variables, members and methods that may hold a counted reference are mentioned, in the bodies that were looked at so far. Each
/// body is walked once.
/// </summary>
internal sealed class Mentions(Compilation compilation, CountedTypes types, CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, List<IOperation>> mentions = new(SymbolEqualityComparer.Default);
    private readonly HashSet<SyntaxNode> walked = [];
    private readonly HashSet<INamedTypeSymbol> wholeTypes = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a body does not compile: what it will do when it is typed to its end nobody knows.</summary>
    public bool IsBroken { get; private set; }

    public IReadOnlyList<IOperation> Of(ISymbol symbol) => mentions.TryGetValue(symbol, out var found) ? found : [];

    /// <summary>Looks at all bodies of a type, those of the types in it among them.</summary>
    public void AddType(INamedTypeSymbol type)
    {
        type = type.OriginalDefinition;
        if (!wholeTypes.Add(type))
            return;
        foreach (var body in BodiesOf(type))
            Add(body.Root);
    }

    public IEnumerable<MemberBody> BodiesOf(INamedTypeSymbol type)
    {
        foreach (var part in type.DeclaringSyntaxReferences)
        {
            if (!compilation.ContainsSyntaxTree(part.SyntaxTree))
                continue;
            var model = compilation.GetSemanticModel(part.SyntaxTree);
            foreach (var node in part.GetSyntax(cancellation).DescendantNodes(inner => !IsBody(inner)).Where(IsBody))
            {
                cancellation.ThrowIfCancellationRequested();
                if (BodyOf(node, model) is { } body)
                    yield return body;
            }
        }
    }

    /// <summary>Looks at all bodies of a file that name something.</summary>
    public void AddBodiesThatName(string name, SyntaxTree tree)
    {
        SemanticModel? model = null;
        foreach (var token in tree.GetRoot(cancellation).DescendantTokens())
        {
            if (token.ValueText != name || token.Parent is not SimpleNameSyntax named)
                continue;
            cancellation.ThrowIfCancellationRequested();
            model ??= compilation.GetSemanticModel(tree);
            SyntaxNode node = named;
            while (!IsBody(node) && node.Parent is { } parent and not (BaseTypeDeclarationSyntax or CompilationUnitSyntax))
                node = parent;
            if (IsBody(node) || node is GlobalStatementSyntax)
                Add(Whole(node, model));
        }
    }

    private IOperation? Whole(SyntaxNode node, SemanticModel model)
    {
        var root = model.GetOperation(node, cancellation) ?? node.ChildNodes().Select(child => model.GetOperation(child, cancellation)).FirstOrDefault();
        while (root?.Parent is { } parent)
            root = parent;
        return root;
    }

    private MemberBody? BodyOf(SyntaxNode node, SemanticModel model)
    {
        if (Whole(node, model) is not { } root)
            return null;
        var owner = node switch
        {
            ArrowExpressionClauseSyntax { Parent: { } property } => (model.GetDeclaredSymbol(property, cancellation) as IPropertySymbol)?.GetMethod,
            EqualsValueClauseSyntax { Parent: { } member } => model.GetDeclaredSymbol(member, cancellation),
            PrimaryConstructorBaseTypeSyntax { Parent.Parent: { } type } => model.GetDeclaredSymbol(type, cancellation),
            _ => model.GetDeclaredSymbol(node, cancellation),
        };
        return owner is null ? null : new MemberBody(root, owner);
    }

    private static bool IsBody(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax or PrimaryConstructorBaseTypeSyntax => true,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax } => true,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } } => true,
        _ => false,
    };

    private void Add(IOperation? root)
    {
        if (root is null || !walked.Add(root.Syntax))
            return;
        IsBroken |= root.Syntax.ContainsDiagnostics && root.Syntax.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        foreach (var operation in root.DescendantsAndSelf())
        {
            cancellation.ThrowIfCancellationRequested();
            IsBroken |= Touches.IsBroken(operation);
            var named = operation switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                IFieldReferenceOperation field => field.Field,
                IPropertyReferenceOperation property => property.Property,
                IInvocationOperation call when !call.TargetMethod.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty => call.TargetMethod,
                IMethodReferenceOperation group when types.MayHold(group.Method.ReturnType) => group.Method,
                _ => (ISymbol?)null,
            };
            if (named is null || !(operation is IMethodReferenceOperation || types.MayHold(operation.Type)))
                continue;
            named = Destinations.Named(named);
            if (!mentions.TryGetValue(named, out var known))
                mentions.Add(named, known = []);
            known.Add(operation);
        }
    }
}
