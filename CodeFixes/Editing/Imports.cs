using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Utrace.CodeFixes.Editing;

/// <summary>Names types in a file, with a using directive added where the short name does not reach the type yet.</summary>
internal sealed class Imports(SourceFile file)
{
    private readonly HashSet<string> added = [];

    /// <summary>The name by which a type that is not generic can be written at a position.</summary>
    public string NameOf(INamedTypeSymbol type, int position)
    {
        var found = file.Model.LookupNamespacesAndTypes(position, name: type.Name);
        if (found.Any(symbol => SymbolEqualityComparer.Default.Equals(symbol, type)))
            return type.Name;
        if (!found.IsEmpty || type.ContainingType is not null)
            return type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        Add(type.ContainingNamespace.ToDisplayString());
        return type.Name;
    }

    /// <summary>The name of a type that may be generic, spelled as shortly as the position allows.</summary>
    public string NameOf(ITypeSymbol type, NullableFlowState state, int position)
    {
        var name = type.ToMinimalDisplayString(file.Model, state, position);
        return file.Model.GetNullableContext(position).AnnotationsEnabled() ? name : name.Replace("?", "");
    }

    private void Add(string name)
    {
        if (file.Root is not CompilationUnitSyntax unit || !added.Add(name))
            return;
        var line = "using " + name + ";" + file.Layout.EndOfLine;
        var plain = unit.Usings
            .Where(directive => directive is { Alias: null, StaticKeyword.RawKind: 0, GlobalKeyword.RawKind: 0, Name: not null })
            .ToList();
        var before = plain.FirstOrDefault(directive => Follows(directive.Name!.ToString(), name));
        if (before is not null)
            file.Edits.Insert(file.Layout.LineStart(before.SpanStart), line);
        else if (plain.Count > 0)
            file.Edits.Insert(file.Layout.NextLine(plain[plain.Count - 1].Span.End), line);
        else
            // Below what opens the file (a licence), which is parted from the code by a blank line.
            file.Edits.Insert(file.Layout.StartWithComments(unit.GetFirstToken()), line + file.Layout.EndOfLine);
    }

    private static bool Follows(string present, string added)
    {
        var presentIsSystem = IsSystem(present);
        return presentIsSystem == IsSystem(added) ? string.CompareOrdinal(present, added) > 0 : !presentIsSystem && IsSystem(added);
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
