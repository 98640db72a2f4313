using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Engines;

/// <summary>Writes overrides of callbacks that answer what the base answers.</summary>
internal static class CallbackOverride
{
    private const int LineLength = 120;

    /// <summary>Writes them behind the last method of a type; false where a callback can not be overridden, or the layout leaves no room.</summary>
    public static bool Write(SourceFile file, TypeDeclarationSyntax declaration, INamedTypeSymbol type, IEnumerable<string> callbacks)
    {
        var layout = file.Layout;
        if (SectionNeeds.IsConditionallyCompiled(file, declaration.FullSpan) || !layout.StartsLine(declaration.SpanStart))
            return false;
        var outer = layout.IndentOf(declaration.SpanStart);
        var anchor = declaration.Members.LastOrDefault(member => member is MethodDeclarationSyntax) ?? declaration.Members.LastOrDefault();
        if (anchor is not null && !(layout.StartsLine(anchor.SpanStart) && layout.EndsLine(anchor.Span.End)))
            return false;
        var indent = anchor is null ? outer + layout.Unit : layout.IndentOf(anchor.SpanStart);
        var texts = new List<string>();
        foreach (var name in callbacks)
        {
            if (Overridable(type, name) is not { } method || TextOf(file, declaration, method, indent) is not { } text)
                return false;
            texts.Add(text);
        }

        var members = string.Join(layout.EndOfLine + layout.EndOfLine, texts);
        if (anchor is not null)
            file.Edits.Insert(layout.LineEnd(anchor.Span.End), layout.EndOfLine + layout.EndOfLine + members);
        else
            WriteBody(file, declaration, outer, members);
        return true;
    }

    /// <summary>The type has no members, or no body, yet.</summary>
    private static void WriteBody(SourceFile file, TypeDeclarationSyntax declaration, string outer, string members)
    {
        var layout = file.Layout;
        var last = declaration.OpenBraceToken.IsKind(SyntaxKind.None) ? declaration.SemicolonToken : declaration.CloseBraceToken;
        var first = declaration.OpenBraceToken.IsKind(SyntaxKind.None) ? declaration.SemicolonToken : declaration.OpenBraceToken;
        var brace = layout.BracesHang ? " {" : layout.EndOfLine + outer + "{";
        file.Edits.Replace(
            TextSpan.FromBounds(first.GetPreviousToken().Span.End, last.Span.End),
            brace + layout.EndOfLine + members + layout.EndOfLine + outer + "}");
    }

    /// <summary>The nearest declaration of a callback that a type can override.</summary>
    private static IMethodSymbol? Overridable(INamedTypeSymbol type, string name)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
            if (current.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(method => method.IsVirtual || method.IsOverride) is { } found)
                return found.IsSealed ? null : found;
        return null;
    }

    private static string? TextOf(SourceFile file, TypeDeclarationSyntax declaration, IMethodSymbol method, string indent)
    {
        var access = method.DeclaredAccessibility switch
        {
            Accessibility.Public => "public",
            Accessibility.Protected => "protected",
            _ => null,
        };
        if (access is null || method.Arity > 0)
            return null;
        var position = declaration.Identifier.Span.End;
        var parameters = method.Parameters.Select(parameter =>
            Prefix(parameter.RefKind) + TypeOf(file, parameter.Type, position) + " " + Escaped(parameter.Name));
        var head = $"{access} override {TypeOf(file, method.ReturnType, position)} {method.Name}({string.Join(", ", parameters)}) =>";
        var arguments = method.Parameters.Select(parameter => Prefix(parameter.RefKind) + Escaped(parameter.Name));
        var body = $"base.{method.Name}({string.Join(", ", arguments)});";
        return indent.Length + head.Length + body.Length < LineLength
            ? indent + head + " " + body
            : indent + head + file.Layout.EndOfLine + indent + file.Layout.Unit + body;
    }

    private static string TypeOf(SourceFile file, ITypeSymbol type, int position) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None, IsGenericType: false } named
            ? file.Imports.NameOf(named, position) + (type.NullableAnnotation == NullableAnnotation.Annotated && AllowsNull(file, position) ? "?" : "")
            : file.Imports.NameOf(
                type, type.NullableAnnotation == NullableAnnotation.Annotated ? NullableFlowState.MaybeNull : NullableFlowState.NotNull, position);

    private static bool AllowsNull(SourceFile file, int position) => file.Model.GetNullableContext(position).AnnotationsEnabled();

    private static string Prefix(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        _ => "",
    };

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
