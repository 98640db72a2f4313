using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Promises;

/// <summary>UTR6002: writes the word that the declaration lacks, which follows from what is flagged.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UndeclaredContractFix))]
[Shared]
public sealed class UndeclaredContractFix : LifetimeFix
{
    private const string Owned = "OwnedAttribute";
    private const string Borrowed = "BorrowedAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR6002"];

    private protected override string Title => "Declare who puts the reference";

    private protected override Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        var file = fault.File.Afresh();
        var remedy = fault.Node switch
        {
            ParameterSyntax parameter => Annotate(file, parameter, parameter.Identifier, IsOut(file, parameter) ? Borrowed : Owned, ""),
            MethodDeclarationSyntax method => Annotate(file, method, method.Identifier, Borrowed, "return: "),
            var returned when returned.FirstAncestorOrSelf<BasePropertyDeclarationSyntax>() is { } property =>
                Annotate(file, property, NameOf(property), Owned, ""),
            _ => null,
        };
        return Task.FromResult(remedy is null ? [] : ImmutableArray.Create(remedy));
    }

    private static bool IsOut(SourceFile file, ParameterSyntax parameter) =>
        file.Model.GetDeclaredSymbol(parameter, file.Cancellation) is IParameterSymbol { RefKind: RefKind.Out };

    private static SyntaxToken NameOf(BasePropertyDeclarationSyntax property) =>
        property is PropertyDeclarationSyntax { Identifier: var name } ? name : ((IndexerDeclarationSyntax)property).ThisKeyword;

    private static Remedy? Annotate(SourceFile file, SyntaxNode declaration, SyntaxToken name, string attribute, string target) =>
        Annotation.Write(file, declaration, attribute, target) is { } word && SolutionEdits.Of(file) is { } edits
            ? new Remedy("Annotate", $"Annotate '{name.ValueText}' with {word}", edits)
            : null;
}
