using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>Puts the held pid in the cleanup of its type: in the one that it has, or in a new one.</summary>
internal static class HeldCleanup
{
    /// <summary>Writes the put; false where the type has a cleanup that it can not be made part of.</summary>
    public static async Task<bool> WriteAsync(
        SourceFile home, FileSet files, HeldMember member, string name, Dictionary<SourceFile, List<HeldUse>> uses)
    {
        var type = member.Symbol.ContainingType;
        if (member.Symbol.IsStatic)
            // Nothing disposes of a type: there must be a place that ends its life.
            return uses.Values.SelectMany(list => list).Any(IsReset);

        var put = (UsesThis(uses) ? "this." : "") + name + (member.IsNullable ? "?." : ".") + member.Api.Put + "();";
        foreach (var (method, inDisposing) in Cleanups(type))
        {
            var syntax = method.DeclaringSyntaxReferences[0];
            if (home.Document.Project.Solution.GetDocument(syntax.SyntaxTree) is not { } document
                || await files.OpenAsync(document.Id).ConfigureAwait(false) is not { } file
                || file.Root.FindNode(syntax.Span) is not MethodDeclarationSyntax declaration)
                return false;
            if (uses.TryGetValue(file, out var here) && here.Exists(use => IsReset(use) && declaration.Span.Holds(use.Name)))
                return true;
            return inDisposing ? CleanupBody.ExtendPattern(file, declaration, put) : CleanupBody.Extend(file, declaration, put);
        }

        return AddCleanup(home, member, put);
    }

    /// <summary>The member that cleans up, declared in the type itself, and whether it is the one that is told "disposing".</summary>
    private static IEnumerable<(IMethodSymbol Method, bool InDisposing)> Cleanups(INamedTypeSymbol type)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(method => !method.IsStatic && !method.DeclaringSyntaxReferences.IsEmpty).ToList();
        if (methods.Find(IsPattern) is { } pattern)
            yield return (pattern, true);
        if (methods.Find(method => method.Parameters.IsEmpty && method.ReturnsVoid && method.Name is "Dispose" or "System.IDisposable.Dispose") is { } dispose)
            yield return (dispose, false);
        if (methods.Find(method => method.Parameters.IsEmpty && method.Name is "DisposeAsyncCore") is { } core)
            yield return (core, false);
        if (methods.Find(method => method.Parameters.IsEmpty && method.Name is "DisposeAsync" or "System.IAsyncDisposable.DisposeAsync") is { } disposeAsync)
            yield return (disposeAsync, false);
    }

    private static bool IsPattern(IMethodSymbol method) =>
        method is { Name: "Dispose", Parameters: [{ Type.SpecialType: SpecialType.System_Boolean }] };

    private static bool AddCleanup(SourceFile home, HeldMember member, string put)
    {
        if (member.Identifier.Parent!.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
            return false;
        var inherited = Ancestors(member.Symbol.ContainingType).SelectMany(type => type.GetMembers("Dispose")).OfType<IMethodSymbol>().ToList();
        if (inherited.Find(IsPattern) is { } pattern)
        {
            return CanOverride(pattern) && AddMethod(home, declaration, Access(pattern) + " override void Dispose(bool " + pattern.Parameters[0].Name + ")",
                [new(0, "if (" + pattern.Parameters[0].Name + ")"), new(0, "{"), new(1, put), new(0, "}"), new(0, ""), new(0, "base.Dispose(" + pattern.Parameters[0].Name + ");")]);
        }

        if (inherited.Find(method => method.Parameters.IsEmpty) is { } dispose)
            return CanOverride(dispose) && AddMethod(home, declaration, Access(dispose) + " override void Dispose()", [new(0, put), new(0, "base.Dispose();")]);
        var disposable = home.Model.Compilation.GetTypeByMetadataName("System.IDisposable")!;
        if (member.Symbol.ContainingType.AllInterfaces.Any(contract => SymbolEqualityComparer.Default.Equals(contract, disposable)))
            return false;
        Implement(home, declaration, home.Imports.NameOf(disposable, declaration.Identifier.SpanStart));
        return AddMethod(home, declaration, "public void Dispose()", [new(0, put)]);
    }

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
            yield return current;
    }

    private static bool CanOverride(IMethodSymbol method) => (method.IsVirtual || method.IsOverride || method.IsAbstract) && !method.IsSealed;

    private static string Access(IMethodSymbol method) => SyntaxFacts.GetText(method.DeclaredAccessibility);

    private static void Implement(SourceFile home, TypeDeclarationSyntax declaration, string contract)
    {
        if (declaration.BaseList is { } bases)
            home.Edits.Insert(bases.Types.Last().Span.End, ", " + contract);
        else
            home.Edits.Insert((declaration.ParameterList ?? (SyntaxNode?)declaration.TypeParameterList)?.Span.End ?? declaration.Identifier.Span.End, " : " + contract);
    }

    private static bool AddMethod(SourceFile home, TypeDeclarationSyntax declaration, string header, IEnumerable<FrameLine> body)
    {
        var layout = home.Layout;
        var outer = layout.IndentOf(declaration.SpanStart);
        var lines = Frame.Render([new(0, header), new(0, "{"), .. body.Select(line => line with { Depth = line.Depth + 1 }), new(0, "}")], outer + layout.Unit, layout);
        lines = string.Join(layout.EndOfLine, lines.Split([layout.EndOfLine], StringSplitOptions.None).Select(line => line.TrimEnd()));
        var close = declaration.CloseBraceToken;
        if (layout.StartsLine(close.SpanStart))
            home.Edits.Insert(layout.LineStart(close.SpanStart), layout.EndOfLine + lines + layout.EndOfLine);
        else
            home.Edits.Insert(close.SpanStart, layout.EndOfLine + layout.EndOfLine + lines + layout.EndOfLine + outer);
        return true;
    }

    private static bool IsReset(HeldUse use) =>
        Expressions.Dressed(use.Access).Parent is AssignmentExpressionSyntax assignment && assignment.Left == use.Access && Mentions.IsNull(assignment.Right);

    private static bool UsesThis(Dictionary<SourceFile, List<HeldUse>> uses)
    {
        var all = uses.Values.SelectMany(list => list).Where(use => !use.Name.IsPartOfStructuredTrivia()).ToList();
        return all.Count > 0 && all.TrueForAll(use => use.Access is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax });
    }
}
