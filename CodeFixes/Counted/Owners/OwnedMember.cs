using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Counted.Owners;

/// <summary>A field, an automatic property or a parameter of a primary constructor that owns references, and its mentions.</summary>
internal sealed class OwnedMember
{
    private OwnedMember(ISymbol symbol, ITypeSymbol type, SyntaxToken identifier)
    {
        Symbol = symbol;
        Type = type;
        Identifier = identifier;
    }

    public ISymbol Symbol { get; }

    public ITypeSymbol Type { get; }

    public SyntaxToken Identifier { get; }

    public INamedTypeSymbol Owner => Symbol.ContainingType;

    /// <summary>Whether it is never null, also in an object that was not made by a constructor.</summary>
    public bool IsSure(CancellationToken cancellation) => Symbol switch
    {
        IParameterSymbol parameter => parameter.NullableAnnotation == NullableAnnotation.NotAnnotated && !Owner.IsValueType,
        _ => PutText.IsAlwaysFilled(Symbol, cancellation),
    };

    /// <summary>Whether it can be set to null when it is put.</summary>
    public bool CanBeEmptied =>
        Type.NullableAnnotation != NullableAnnotation.NotAnnotated && !Type.IsValueType
        && Symbol is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod: { IsInitOnly: false } };

    /// <summary>Whether a finding lies on the member by its name.</summary>
    public bool IsShownBy(Diagnostic told)
    {
        var text = told.Location.SourceTree?.GetText().ToString(told.Location.SourceSpan) ?? "";
        return text == Symbol.Name || text.EndsWith("." + Symbol.Name, StringComparison.Ordinal);
    }

    public static OwnedMember? At(Fault fault)
    {
        var file = fault.File;
        return fault.Node switch
        {
            VariableDeclaratorSyntax declarator when file.Model.GetDeclaredSymbol(declarator, file.Cancellation) is IFieldSymbol { IsStatic: false } field =>
                new OwnedMember(field, field.Type, declarator.Identifier),
            PropertyDeclarationSyntax declared when file.Model.GetDeclaredSymbol(declared, file.Cancellation) is { IsStatic: false } property =>
                new OwnedMember(property, property.Type, declared.Identifier),
            ParameterSyntax { Parent.Parent: TypeDeclarationSyntax } declared when file.Model.GetDeclaredSymbol(declared, file.Cancellation) is { } parameter =>
                new OwnedMember(
                    parameter.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault() ?? (ISymbol)parameter,
                    parameter.Type,
                    declared.Identifier),
            _ => null,
        };
    }

    /// <summary>The mentions in all parts of its type, by file; null where a part can not be edited.</summary>
    public async Task<List<(SourceFile File, ExpressionSyntax Access)>?> MentionsAsync(FileSet files, SourceFile home)
    {
        var mentions = new List<(SourceFile, ExpressionSyntax)>();
        foreach (var part in Owner.DeclaringSyntaxReferences)
        {
            if (home.Document.Project.GetDocument(part.SyntaxTree) is not { } document
                || await files.OpenAsync(document.Id).ConfigureAwait(false) is not { } file)
                return null;
            foreach (var name in file.Root.FindNode(part.Span).DescendantNodes().OfType<IdentifierNameSyntax>())
                if (name.Identifier.ValueText == Symbol.Name
                    && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(name, file.Cancellation).Symbol?.OriginalDefinition, Symbol))
                    mentions.Add((file, name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name));
        }

        return mentions;
    }
}
