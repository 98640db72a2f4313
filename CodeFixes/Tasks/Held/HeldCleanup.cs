using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>Puts the held pid in the cleanup of its type: in the one that it has, or in a new one.</summary>
internal static class HeldCleanup
{
    /// <summary>Writes the put; false where the type has a cleanup that it can not be made part of.</summary>
    public static async Task<bool> WriteAsync(SourceFile home, FileSet files, HeldOwner owner)
    {
        if (owner.Symbol.IsStatic)
            // Nothing disposes of a type: there must be a place that ends its life.
            return owner.IsResetAnywhere;

        var cleanups = Cleanups(owner.Symbol.ContainingType);
        foreach (var (method, inDisposing) in cleanups)
        {
            var syntax = method.DeclaringSyntaxReferences[0];
            if (home.Document.Project.Solution.GetDocument(syntax.SyntaxTree) is not { } document
                || await files.OpenAsync(document.Id).ConfigureAwait(false) is not { } file
                || file.Root.FindNode(syntax.Span) is not MethodDeclarationSyntax declaration)
                return false;
            if (!owner.IsResetIn(file, declaration) && !(inDisposing
                ? CleanupBody.ExtendPattern(file, declaration, owner.Put) : CleanupBody.Extend(file, declaration, owner.Put)))
                return false;
        }

        return cleanups.Count > 0 || await AddCleanupAsync(home, owner).ConfigureAwait(false);
    }

    /// <summary>A type that is disposed of without the help of its base would hide what the base gets.</summary>
    private static async Task<bool> IsDisposedByHeirsAsync(SourceFile home, HeldOwner owner) =>
        (await SymbolFinder.FindDerivedClassesAsync(
            owner.Symbol.ContainingType, home.Document.Project.Solution, cancellationToken: home.Cancellation).ConfigureAwait(false))
            .Any(heir => heir.GetMembers().OfType<IMethodSymbol>().Any(method =>
                method.Name is "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "System.IDisposable.Dispose"
                    or "System.IAsyncDisposable.DisposeAsync"));

    /// <summary>
    /// The members that clean up, declared in the type itself, and whether one is told "disposing": one for each way to dispose that
    /// does not come by another one.
    /// </summary>
    private static List<(IMethodSymbol Method, bool InDisposing)> Cleanups(INamedTypeSymbol type)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => !method.IsStatic && !method.DeclaringSyntaxReferences.IsEmpty).ToList();
        var cleanups = new List<(IMethodSymbol, bool)>();
        if (methods.Find(IsPattern) is { } pattern)
            cleanups.Add((pattern, true));
        else if (methods.Find(method => method.Parameters.IsEmpty && method.ReturnsVoid
            && method.Name is "Dispose" or "System.IDisposable.Dispose") is { } dispose)
            cleanups.Add((dispose, false));
        if ((Waiting("DisposeAsyncCore") ?? Waiting("DisposeAsync") ?? Waiting("System.IAsyncDisposable.DisposeAsync")) is { } waiting
            && (cleanups.Count == 0 || !CallsDispose(waiting)))
            cleanups.Add((waiting, false));
        return cleanups;

        IMethodSymbol? Waiting(string name) => methods.Find(method => method.Parameters.IsEmpty && method.Name == name);
    }

    private static bool CallsDispose(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences[0].GetSyntax().DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            call.Expression is IdentifierNameSyntax { Identifier.ValueText: "Dispose" }
                or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: "Dispose" });

    private static bool IsPattern(IMethodSymbol method) =>
        method is { Name: "Dispose", Parameters: [{ Type.SpecialType: SpecialType.System_Boolean }] };

    private static async Task<bool> AddCleanupAsync(SourceFile home, HeldOwner owner)
    {
        if (owner.Identifier.Parent!.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
            return false;
        var inherited = Ancestors(owner.Symbol.ContainingType).SelectMany(type => type.GetMembers("Dispose")).OfType<IMethodSymbol>()
            .ToList();
        if (inherited.Find(IsPattern) is { } pattern)
        {
            var disposing = pattern.Parameters[0].Name;
            return CanOverride(pattern) && AddMethod(
                home,
                declaration,
                $"{Access(pattern)} override void Dispose(bool {disposing})",
                [
                    new(0, $"if ({disposing})"), new(0, "{"), .. Frame.Deeper(owner.Put), new(0, "}"),
                    new(0, ""), new(0, $"base.Dispose({disposing});"),
                ]);
        }

        if (inherited.Find(method => method.Parameters.IsEmpty) is { } dispose)
        {
            FrameLine[] body = [.. owner.Put, new(0, "base.Dispose();")];
            return CanOverride(dispose) && AddMethod(home, declaration, $"{Access(dispose)} override void Dispose()", body);
        }

        var disposable = home.Model.Compilation.GetTypeByMetadataName("System.IDisposable")!;
        if (owner.Symbol.ContainingType.AllInterfaces.Any(contract => SymbolEqualityComparer.Default.Equals(contract, disposable))
            || owner.IsPrivate || await IsDisposedByHeirsAsync(home, owner).ConfigureAwait(false))
            return false;
        // A ref struct is disposed of by its shape.
        if (!declaration.Modifiers.Any(SyntaxKind.RefKeyword))
            Implement(home, declaration, home.Imports.NameOf(disposable, declaration.Identifier.SpanStart));
        return owner.IsExtensible ? AddPattern(home, declaration, owner) : AddMethod(home, declaration, "public void Dispose()", owner.Put);
    }

    private static bool AddPattern(SourceFile home, TypeDeclarationSyntax declaration, HeldOwner owner)
    {
        var collector = home.Imports.NameOf(home.Model.Compilation.GetTypeByMetadataName("System.GC")!, declaration.Identifier.SpanStart);
        return AddMethods(home, declaration, [
            ("public void Dispose()", [new(0, "Dispose(true);"), new(0, $"{collector}.SuppressFinalize(this);")]),
            ("protected virtual void Dispose(bool disposing)",
                [new(0, "if (disposing)"), new(0, "{"), .. Frame.Deeper(owner.Put), new(0, "}")]),
        ]);
    }

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
            yield return current;
    }

    private static bool CanOverride(IMethodSymbol method) =>
        (method.IsVirtual || method.IsOverride || method.IsAbstract) && !method.IsSealed;

    private static string Access(IMethodSymbol method) => SyntaxFacts.GetText(method.DeclaredAccessibility);

    private static void Implement(SourceFile home, TypeDeclarationSyntax declaration, string contract)
    {
        if (declaration.BaseList is { } bases)
            home.Edits.Insert(bases.Types.Last().Span.End, ", " + contract);
        else
        {
            var header = declaration.ParameterList ?? (SyntaxNode?)declaration.TypeParameterList;
            home.Edits.Insert(header?.Span.End ?? declaration.Identifier.Span.End, " : " + contract);
        }
    }

    private static bool AddMethod(SourceFile home, TypeDeclarationSyntax declaration, string header, IEnumerable<FrameLine> body) =>
        AddMethods(home, declaration, [(header, body)]);

    /// <summary>Adds methods behind all other members, with a blank line above each.</summary>
    private static bool AddMethods(
        SourceFile home, TypeDeclarationSyntax declaration, IEnumerable<(string Header, IEnumerable<FrameLine> Body)> methods)
    {
        var layout = home.Layout;
        var outer = layout.IndentOf(declaration.SpanStart);
        var texts = methods.Select(method => Render(method.Header, method.Body, outer + layout.Unit, layout)).ToList();
        var blankLine = layout.EndOfLine + layout.EndOfLine;
        var lines = string.Join(blankLine, texts);
        var close = declaration.CloseBraceToken;
        if (close.IsKind(SyntaxKind.None))
        {
            // "record Name(...);" gets a body.
            var open = layout.BracesHang ? " {" : layout.EndOfLine + outer + "{";
            home.Edits.Replace(declaration.SemicolonToken.Span, open + layout.EndOfLine + lines + layout.EndOfLine + outer + "}");
        }
        else if (layout.StartsLine(close.SpanStart))
        {
            var isFirst = close.GetPreviousToken() == declaration.OpenBraceToken;
            home.Edits.Insert(layout.LineStart(close.SpanStart), (isFirst ? "" : layout.EndOfLine) + lines + layout.EndOfLine);
        }
        else
        {
            home.Edits.Insert(close.SpanStart, blankLine + lines + layout.EndOfLine + outer);
        }

        return true;
    }

    private static string Render(string header, IEnumerable<FrameLine> body, string indent, SourceLayout layout)
    {
        var whole = new Frame([.. body], 0, []);
        var lines = Frame.Render([.. Frame.Block(header).Around(whole).Opening, new(0, "}")], indent, layout);
        return string.Join(layout.EndOfLine, lines.Split([layout.EndOfLine], StringSplitOptions.None).Select(line => line.TrimEnd()));
    }
}
