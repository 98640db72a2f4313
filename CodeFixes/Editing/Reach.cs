using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Editing;

/// <summary>
/// How far a section has to reach: from a place over everything that uses the tasks which are found there, and the tasks which are
/// found by those.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="isGone">Mentions that the same remedy takes away, and that need no section.</param>
internal sealed class Reach(SourceFile file, Func<IdentifierNameSyntax, bool> isGone)
{
    /// <summary>The place extended as far as needed; null where no run of statements holds all uses.</summary>
    public Place? From(Place start)
    {
        var function = Mentions.FunctionOf(start.Nodes.First());
        for (var place = start; ;)
        {
            if (Mentions.FunctionOf(place.Nodes.First()) != function)
                return null;
            var outside = Uses(place);
            if (outside is null)
                return null;
            if (outside.Count == 0)
                return IsWhole(place) ? place : null;
            if (Extend(place, outside[outside.Count - 1]) is not { } extended)
                return null;
            place = extended;
        }
    }

    /// <summary>The place extended so that it holds a node behind it.</summary>
    public static Place? Extend(Place place, SyntaxNode use)
    {
        if (place is StatementRun run)
            for (var i = run.First; i < run.List.Count; i++)
                if (run.List[i].Span.Contains(use.Span))
                    return run.Extend(i);
        var parent = place.Nodes.First().Parent;
        return parent is null or CompilationUnitSyntax ? null : Place.Around(parent);
    }

    /// <summary>The uses, behind the place, of tasks that it finds; null where one comes round again in a loop.</summary>
    private List<IdentifierNameSyntax>? Uses(Place place)
    {
        var uses = new List<IdentifierNameSyntax>();
        foreach (var variable in Mentions.WrittenIn(place.Nodes, file))
        {
            if (!file.Contracts.Carries(TypeOf(variable)))
                continue;
            var declaration = variable.DeclaringSyntaxReferences[0].Span;
            var declaredInside = place.Span.Contains(declaration);
            foreach (var mention in Mentions.Of(variable, place.Nodes.First(), file))
            {
                if (place.Span.Holds(mention) || isGone(mention) || !declaredInside && Mentions.IsNullTest(mention))
                    continue;
                if (mention.SpanStart > place.Span.End)
                    uses.Add(mention);
                else if (place.Nodes.First().Ancestors().Any(outer =>
                    Jumps.IsLoop(outer) && outer.Span.Holds(mention) && !outer.Span.Contains(declaration)))
                    return null;
            }
        }

        uses.Sort((one, other) => one.SpanStart.CompareTo(other.SpanStart));
        return uses;
    }

    /// <summary>Whether control enters the place at its top, stays with its thread in it, and takes no task out of it.</summary>
    private bool IsWhole(Place place)
    {
        if (Mentions.GivesUpControl(place.Nodes) || Blocking.Calls(file, place.Nodes).Any(call => !TakesTheLookup(call, place)))
            return false;
        foreach (var node in Mentions.SameFunction(place.Nodes))
        {
            if (node is LabeledStatementSyntax or GotoStatementSyntax { CaseOrDefaultKeyword.RawKind: 0 }
                || node is ReturnStatementSyntax { Expression: { } result } && IsTask(result))
                return false;
        }

        return place is not ExpressionBody body || !(body.Returns(file.Model) && IsTask(body.Expression)) && !body.IsTree(file.Model);
    }

    /// <summary>A call that may sleep is alone with its section, and is handed the lookup itself: that much is allowed.</summary>
    private bool TakesTheLookup(InvocationExpressionSyntax call, Place place) =>
        place.Nodes.ToList() is [var only]
        && only is not StatementSyntax or LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax
        && call.ArgumentList.Arguments.Any(argument => Lookup.Of(argument.Expression, file) is not null);

    private bool IsTask(ExpressionSyntax expression)
    {
        var type = file.Model.GetTypeInfo(expression, file.Cancellation);
        return file.Contracts.Carries(type.Type) || file.Contracts.Carries(type.ConvertedType);
    }

    private static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };
}
