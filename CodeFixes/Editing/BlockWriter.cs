using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Editing;

/// <summary>Writes blocks around statements so that what they declare can still be used behind them.</summary>
internal static class BlockWriter
{
    /// <summary>
    /// Writes a frame around a place. Locals that are declared in it and used behind it are declared above the frame; where one
    /// can not be, the place grows up to its last use, if <paramref name="grow"/> allows it.
    /// </summary>
    public static bool Write(SourceFile file, Place place, Frame frame, Func<IdentifierNameSyntax, bool> isGone, Func<Place, Place?> grow)
    {
        while (true)
        {
            // What is open until the end of the list is not closed before.
            if (place is StatementRun run && run.Last < run.List.Count - 1 && run.HoldsToTheEnd(file))
            {
                if (grow(run.Extend(run.List.Count - 1)) is not { } whole)
                    return false;
                place = whole;
                continue;
            }

            var hoists = new List<string>();
            var edits = new List<Action>();
            SyntaxNode? beyond = null;
            foreach (var (local, lastUse) in Crossing(file, place, isGone))
            {
                if (Hoist(file, place, local) is { } hoist)
                {
                    hoists.Add(hoist.Declaration);
                    edits.Add(hoist.Rewrite);
                }
                else if (beyond is null || lastUse.SpanStart > beyond.SpanStart)
                    beyond = lastUse;
            }

            if (beyond is not null)
            {
                if (Reach.Extend(place, beyond) is not { } extended || grow(extended) is not { } grown || grown.Span == place.Span)
                    return false;
                place = grown;
                continue;
            }

            foreach (var edit in edits)
                edit();
            return place.Write(file, Frame.Above(hoists).Around(frame));
        }
    }

    private static IEnumerable<(ISymbol Local, SyntaxNode LastUse)> Crossing(
        SourceFile file, Place place, Func<IdentifierNameSyntax, bool> isGone)
    {
        if (place is not StatementRun run)
            yield break;
        foreach (var node in run.Nodes.SelectMany(node => node.DescendantNodesAndSelf()))
        {
            if (node is not (VariableDeclaratorSyntax or SingleVariableDesignationSyntax or LocalFunctionStatementSyntax)
                || file.Model.GetDeclaredSymbol(node, file.Cancellation) is not { } local)
                continue;
            var last = Mentions.Of(local, node, file).LastOrDefault(mention => mention.SpanStart > place.Span.End && !isGone(mention));
            if (last is not null)
                yield return (local, last);
        }
    }

    private static (string Declaration, Action Rewrite)? Hoist(SourceFile file, Place place, ISymbol symbol)
    {
        if (symbol is not ILocalSymbol { IsConst: false, IsRef: false } local
            || local.DeclaringSyntaxReferences[0].GetSyntax(file.Cancellation) is not VariableDeclaratorSyntax declarator
            || declarator.Parent is not VariableDeclarationSyntax
            {
                Variables.Count: 1,
                Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } statement,
            } declaration
            || !place.Nodes.Contains(statement)
            || declarator.Initializer is { Value: InitializerExpressionSyntax or RefExpressionSyntax })
            return null;
        var type = TypeText(file, local, declaration.Type, declarator.Initializer?.Value);
        if (type is null)
            return null;
        void Rewrite()
        {
            if (declarator.Initializer is null)
                Removal.Delete(file, statement);
            else
                file.Edits.Delete(TextSpan.FromBounds(declaration.SpanStart, declarator.SpanStart));
        }

        return (type + " " + declarator.Identifier.Text + ";", Rewrite);
    }

    private static string? TypeText(SourceFile file, ILocalSymbol local, TypeSyntax written, ExpressionSyntax? value)
    {
        if (!written.IsVar)
            return written.ToString();
        if (local.Type.IsAnonymousType || value is null)
            return null;
        // What is never null when it is declared, and never written again, needs no question mark.
        var isSure = file.Model.GetTypeInfo(value, file.Cancellation).Nullability.FlowState == NullableFlowState.NotNull
            && !Mentions.Of(local, written, file).Exists(Mentions.IsWritten);
        return file.Imports.NameOf(local.Type, isSure ? NullableFlowState.NotNull : NullableFlowState.MaybeNull, written.SpanStart);
    }
}
