using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;

namespace Utrace.CodeFixes.Editing;

/// <summary>Writes a contract attribute on a declaration.</summary>
internal static class Annotation
{
    /// <summary>Writes it, and answers what it reads like; null where the project does not know the attribute.</summary>
    /// <param name="file">The file.</param>
    /// <param name="declaration">The declaration.</param>
    /// <param name="attribute">The name of its type.</param>
    /// <param name="target">What of the declaration it is about, with a colon and a blank, or nothing.</param>
    public static string? Write(SourceFile file, SyntaxNode declaration, string attribute, string target = "")
    {
        if (In(file.Model.Compilation, attribute) is not { } type)
            return null;
        // Behind the attributes that are there, and what documents the member.
        var lists = declaration.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault();
        var place = lists is null ? declaration.SpanStart : lists.GetLastToken().GetNextToken().SpanStart;
        var written = file.Imports.NameOf(type, place);
        var word = "[" + target + written.Substring(0, written.Length - nameof(Attribute).Length) + "]";
        var standsAlone = declaration is MemberDeclarationSyntax && file.Layout.StartsLine(place);
        file.Edits.Insert(place, word + (standsAlone ? file.Layout.EndOfLine + file.Layout.IndentOf(place) : " "));
        return word;
    }

    /// <summary>The attribute: the binding's, or the copy that a project has of its own.</summary>
    private static INamedTypeSymbol? In(Compilation compilation, string name)
    {
        var types = compilation.GetTypesByMetadataName(AttributeNames.Namespace + "." + name);
        return types.FirstOrDefault(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            ?? types.FirstOrDefault(type => type.DeclaredAccessibility == Accessibility.Public);
    }
}
