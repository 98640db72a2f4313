using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;

namespace Utrace.CodeFixes.Editing;

/// <summary>Writes a contract on a declaration.</summary>
internal static class Annotation
{
    /// <summary>Writes it behind the attributes that are there, and what documents the member; the word as it stands there, or null.</summary>
    /// <param name="file">The file.</param>
    /// <param name="declaration">What is annotated.</param>
    /// <param name="attribute">The name of the attribute's type.</param>
    /// <param name="target">Of what of the declaration it speaks (<c>return: </c>), if not of itself.</param>
    public static string? Write(SourceFile file, SyntaxNode declaration, string attribute, string target = "")
    {
        if (AttributeIn(file.Model.Compilation, attribute) is not { } type)
            return null;
        var lists = declaration.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault();
        var place = lists is null ? declaration.SpanStart : lists.GetLastToken().GetNextToken().SpanStart;
        var written = file.Imports.NameOf(type, place);
        var word = "[" + target + written.Substring(0, written.Length - nameof(Attribute).Length) + "]";
        var standsAlone = declaration is MemberDeclarationSyntax && file.Layout.StartsLine(place);
        file.Edits.Insert(place, word + (standsAlone ? file.Layout.EndOfLine + file.Layout.IndentOf(place) : " "));
        return word;
    }

    /// <summary>The attribute: the binding's, or the copy that a project has of its own.</summary>
    private static INamedTypeSymbol? AttributeIn(Compilation compilation, string name)
    {
        var types = compilation.GetTypesByMetadataName(AttributeNames.Namespace + "." + name);
        return types.FirstOrDefault(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            ?? types.FirstOrDefault(type => type.DeclaredAccessibility == Accessibility.Public);
    }
}
