using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held.Collections;

/// <summary>The locals into which elements of a collection come, and the names of new ones.</summary>
internal sealed class ElementLocals(SourceFile file, HeldCollection collection)
{
    private readonly List<(HeldLocal Local, bool IsOwned)> locals = [];
    private readonly List<(HeldLocal Pair, SyntaxNode Loop)> pairs = [];
    private readonly HashSet<ISymbol> renamed = new(SymbolEqualityComparer.Default);
    private readonly List<SyntaxNode> removals = [];
    private readonly Dictionary<SyntaxNode, Dictionary<string, string>> names = [];

    /// <summary>Something is put here.</summary>
    public void NoteRemoval(SyntaxNode node) => removals.Add(node);

    /// <summary>A local that a node declares.</summary>
    public bool Take(SyntaxNode declaration, TypeSyntax? written, bool isNullable, bool isOwned)
    {
        if (HeldLocal.Of(declaration, isNullable, collection.Api, renamed, file) is not { } local)
            return false;
        if (written is { IsVar: false })
        {
            var type = file.Imports.NameOf(collection.Api.Pid, written.SpanStart);
            file.Edits.Replace(written.Span, written is NullableTypeSyntax ? type + "?" : type);
        }

        locals.Add((local, isOwned));
        return true;
    }

    /// <summary>The variable of a loop over the elements, or over the values of a map.</summary>
    public bool TakeLoop(CommonForEachStatementSyntax loop, bool ofValues)
    {
        if (!loop.AwaitKeyword.IsKind(default))
            return false;
        if (collection.Shape != Shape.Map || ofValues)
            return loop is ForEachStatementSyntax each && Take(each, each.Type, collection.IsNullable, isOwned: false);
        return loop switch
        {
            ForEachVariableStatementSyntax
            {
                Variable: DeclarationExpressionSyntax
                {
                    Type.IsVar: true, Designation: ParenthesizedVariableDesignationSyntax { Variables: [_, var value] },
                },
            } => value is DiscardDesignationSyntax || Take(value, null, collection.IsNullable, isOwned: false),
            ForEachStatementSyntax { Type.IsVar: true } pair => TakePair(pair),
            _ => false,
        };
    }

    /// <summary>The argument by which an element is handed out.</summary>
    public bool TakeOut(ArgumentSyntax argument) => argument.Expression switch
    {
        DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax designation } declared =>
            Take(designation, declared.Type, isNullable: true, isOwned: false),
        DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax, Type.IsVar: true } => true,
        IdentifierNameSyntax { Identifier.ValueText: "_" } discard =>
            file.Model.GetSymbolInfo(discard, file.Cancellation).Symbol is IDiscardSymbol,
        _ => false,
    };

    /// <summary>A name for a new local; none is given twice in one member.</summary>
    public string NewName(SyntaxNode near, string wanted) => Allot(near, wanted, wanted + "#" + names.Values.Sum(given => given.Count));

    /// <summary>Rewrites the mentions of the locals; false where one can not be, or may come after a put.</summary>
    public bool Write()
    {
        foreach (var (local, isOwned) in locals)
        {
            if (!isOwned && IsPutOnTheWay(local.Identifier.Span.End, local.LastPlace, local.Identifier.Parent!))
                return false;
            var wanted = local.WantedName;
            var given = wanted == local.Symbol.Name ? wanted : Allot(local.Identifier.Parent!, wanted, local.Symbol.Name);
            if (!local.Write(given))
                return false;
        }

        return pairs.TrueForAll(pair => !IsPutOnTheWay(pair.Loop.SpanStart, pair.Pair.LastPlace, pair.Loop)
            && HeldUses.Rewrite(file, pair.Pair.Uses, pair.Pair, pair.Pair.Symbol.Name));
    }

    /// <summary>The pair itself stays; it is its value that is a pid now.</summary>
    private bool TakePair(ForEachStatementSyntax loop)
    {
        if (file.Model.GetDeclaredSymbol(loop, file.Cancellation) is not ILocalSymbol pair)
            return false;
        var uses = new List<HeldUse>();
        foreach (var mention in Mentions.Of(pair, loop, file))
        {
            if (mention.Parent is not MemberAccessExpressionSyntax access || access.Expression != mention
                || Mentions.FunctionOf(mention) != Mentions.FunctionOf(loop))
                return false;
            if (access.Name.Identifier.ValueText == "Key")
                continue;
            var use = HeldUse.Of(mention, access, file);
            if (access.Name.Identifier.ValueText != "Value" || use.Need is Need.Impossible or Need.Write)
                return false;
            uses.Add(use);
        }

        pairs.Add((HeldLocal.OfPair(pair, loop, uses, collection.IsNullable, collection.Api, renamed, file), loop));
        return true;
    }

    private string Allot(SyntaxNode near, string wanted, string key)
    {
        var member = Mentions.MemberOf(near);
        if (!names.TryGetValue(member, out var given))
            names.Add(member, given = []);
        if (given.TryGetValue(key, out var present))
            return present;
        var free = FreeName.Near(near, wanted);
        for (var number = 2; given.ContainsValue(free); number++)
            free = FreeName.Near(near, wanted + number);
        given.Add(key, free);
        return free;
    }

    /// <summary>Whether the element may be put between where it came into a local and where that is mentioned last.</summary>
    private bool IsPutOnTheWay(int from, int to, SyntaxNode near) =>
        removals.Exists(removal => removal.SpanStart > from && removal.SpanStart < to)
        // Who has control in between may remove it.
        || Mentions.SameFunction([Mentions.FunctionOf(near)]).Any(node =>
            Mentions.IsSuspension(node) && node is not CommonForEachStatementSyntax && node.SpanStart > from && node.Span.End <= to)
        || Mentions.MemberOf(near).DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            call.SpanStart > from && call.Span.End < to
            && file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is { DeclaringSyntaxReferences: [var declared] }
            && removals.Exists(removal => declared.SyntaxTree == removal.SyntaxTree && declared.Span.Contains(removal.Span)));
}
