using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>The name of a member when it holds pids.</summary>
internal static class HeldName
{
    /// <summary>The wanted name, or that of a handle where it is taken; the old name if both are.</summary>
    public static string Of(HeldValue member, SourceFile home, IEnumerable<SimpleNameSyntax> mentions)
    {
        if (member is HeldMember { Element: { } element })
            return element.NewName;
        var bare = mentions.Where(name => !name.IsPartOfStructuredTrivia() && !IsNamedOf(name)).ToList();
        var wanted = member.WantedName;
        foreach (var name in new[] { wanted, wanted + "Handle" })
            if (name == member.Symbol.Name || IsFree(name))
                return name;
        return member.Symbol.Name;

        bool IsFree(string name)
        {
            for (var type = member.Symbol.ContainingType; type is not null; type = type.BaseType)
                if (!type.GetMembers(name).IsEmpty || type.Name == name)
                    return false;
            return !home.Root.DescendantNodes().OfType<TypeParameterSyntax>().Any(parameter => parameter.Identifier.ValueText == name)
                && bare.TrueForAll(mention => FreeName.Near(mention, name) == name);
        }
    }

    /// <summary>Whether something stands in front of the name that says whose it is.</summary>
    private static bool IsNamedOf(SimpleNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name;
}
