using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>A member whose references its type has to put.</summary>
/// <param name="Symbol">The member.</param>
/// <param name="Identifier">Its name where it is declared.</param>
/// <param name="Put">What puts all that it holds.</param>
/// <param name="Resets">The mentions with which the code ends its life already, by file.</param>
internal sealed record HeldOwner(
    ISymbol Symbol, SyntaxToken Identifier, ImmutableArray<FrameLine> Put, ILookup<SourceFile, SyntaxNode> Resets)
{
    /// <summary>Whether others may derive from the type, and have to clean up in a chain with it.</summary>
    public bool IsExtensible => Symbol.ContainingType is { TypeKind: TypeKind.Class, IsSealed: false } && !IsPrivate;

    /// <summary>Nobody outside would dispose of a private type that did not ask for it before.</summary>
    public bool IsPrivate => Symbol.ContainingType.DeclaredAccessibility == Accessibility.Private;

    public bool IsResetAnywhere => Resets.Count > 0;

    /// <summary>Whether a cleanup ends its life on every way through it.</summary>
    public bool IsResetIn(SourceFile file, MethodDeclarationSyntax cleanup) =>
        Resets[file].Any(reset => CleanupBody.AlwaysRuns(cleanup, reset));

    /// <summary>A member that holds one pid.</summary>
    public static HeldOwner Of(HeldMember member, string name, Dictionary<SourceFile, List<HeldUse>> uses)
    {
        var accesses = uses.Values.SelectMany(list => list)
            .Where(use => !use.Name.IsPartOfStructuredTrivia())
            .Select(use => member.Element is null || use.IsWhole ? use.Access : ((MemberAccessExpressionSyntax)use.Access).Expression);
        var held = member.Element is null ? name : member.Identifier.Text + "." + name;
        var put = (UsesThis(accesses) ? "this." : "") + held + member.Dot + member.Api.Put + "();";
        return new HeldOwner(member.Symbol, member.Identifier, [new FrameLine(0, put)], (
            from pair in uses
            from use in pair.Value
            where IsReset(use, member)
            select (pair.Key, Node: (SyntaxNode)use.Name)).ToLookup(reset => reset.Key, reset => reset.Node));
    }

    /// <summary>Whether it is mentioned with <c>this.</c> wherever it is mentioned.</summary>
    public static bool UsesThis(IEnumerable<ExpressionSyntax> accesses)
    {
        var all = accesses.ToList();
        return all.Count > 0 && all.TrueForAll(access => access is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax });
    }

    private static bool IsReset(HeldUse use, HeldMember member) =>
        Expressions.Dressed(use.Access).Parent is AssignmentExpressionSyntax assignment && assignment.Left == use.Access
            && (use.IsWhole ? member.Element!.In(assignment.Right) : assignment.Right) is var assigned
            && (assigned is null || Mentions.IsNull(assigned));
}
