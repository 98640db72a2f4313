using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Refactorings;

/// <summary>
/// "Annotate with [RequiresReadLock]": on a method or a read-only property that looks tasks up without a section of its own, so that
/// its callers have to hold one.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(RequireReadLock))]
[Shared]
public sealed class RequireReadLock : LifetimeRefactoring
{
    private const string Attribute = "RequiresReadLockAttribute";

    private protected override Task<Remedy?> ProposeAsync(Fault place) => Task.FromResult(Propose(place));

    private static Remedy? Propose(Fault place)
    {
        var file = place.File.Afresh();
        if (place.Node.AncestorsAndSelf().FirstOrDefault(node => node is MethodDeclarationSyntax or PropertyDeclarationSyntax)
                is not MemberDeclarationSyntax declaration
            || !IsOnHeader(place, declaration) || Method(declaration, file) is not { } method || !IsFree(method, file)
            || Bodies(declaration) is not { Count: > 0 } bodies
            || !Lookups.Bare(bodies, file).Any() || Mentions.GivesUpControl(bodies) || Blocking.Calls(file, bodies).Any()
            || Annotation.Write(file, declaration, Attribute) is null || SolutionEdits.Of(file) is not { } edits)
            return null;
        return new Remedy("Annotate", "Annotate with [RequiresReadLock]", edits);
    }

    /// <summary>Whether the selection lies in front of the body.</summary>
    private static bool IsOnHeader(Fault place, MemberDeclarationSyntax declaration) => declaration switch
    {
        MethodDeclarationSyntax method => place.Span.End <= method.ParameterList.Span.End,
        PropertyDeclarationSyntax property => place.Span.End <= property.Identifier.Span.End,
        _ => false,
    };

    private static IMethodSymbol? Method(MemberDeclarationSyntax declaration, SourceFile file) =>
        file.Model.GetDeclaredSymbol(declaration, file.Cancellation) switch
        {
            IMethodSymbol method => method,
            IPropertySymbol { SetMethod: null } property => property.GetMethod,
            _ => null,
        };

    /// <summary>
    /// Whether nobody who calls it by another declaration would miss the word: no base, no interface, no entry point; and whether it
    /// does not have it yet.
    /// </summary>
    private static bool IsFree(IMethodSymbol method, SourceFile file) =>
        !Lookups.Needs(method, file)
        && !Declarations.BaseContracts(method).Any()
        && method is { IsAsync: false, PartialDefinitionPart: null, IsPartialDefinition: false }
        && !SymbolEqualityComparer.Default.Equals(file.Model.Compilation.GetEntryPoint(file.Cancellation), method)
        && !LibraryFacts.IsDispose(method);

    private static List<SyntaxNode> Bodies(MemberDeclarationSyntax declaration) =>
    [
        .. declaration.ChildNodes().Where(node => node is BlockSyntax or ArrowExpressionClauseSyntax),
        .. declaration is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors }
            ? accessors.Where(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration)
                && (accessor.Body ?? (SyntaxNode?)accessor.ExpressionBody) is not null)
            : [],
    ];
}
