using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held.Collections;

/// <summary>
/// A query that is answered before the call returns: it is asked, in a section, of the tasks that the pids lead to now.
/// </summary>
internal static class CollectionQuery
{
    /// <summary>Whether a method is one of LINQ that is called like a method of the sequence.</summary>
    public static bool Takes(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.ReducedExtension, ContainingType: { Name: "Enumerable", ContainingNamespace: { } name } }
        && name.ToDisplayString() == "System.Linq";

    public static bool Write(CollectionMentions mentions, ExpressionSyntax source, InvocationExpressionSyntax call)
    {
        var file = mentions.File;
        var collection = mentions.Collection;
        var last = Last(call, file);
        if (!Answers(last, file) || mentions.IsMentionedIn(last.ArgumentList)
            || last.DescendantNodes().OfType<ArgumentSyntax>().Any(mentions.IsMentionedIn)
            || Like(call, file) is not { } method)
            return false;
        var linq = file.Model.Compilation.GetTypeByMetadataName("System.Linq.Enumerable");
        if (linq is null || file.Imports.NameOf(linq, call.SpanStart) != linq.Name)
            return false;
        var called = ((MemberAccessExpressionSyntax)call.Expression).Name;
        if (called.Identifier.ValueText != method)
            file.Edits.Replace(called.Span, method);
        var pid = mentions.Locals.NewName(call, "pid");
        var task = file.Imports.NameOf(collection.Task, NullableFlowState.NotNull, call.SpanStart);
        file.Edits.Insert(
            source.Span.End, $".Select({pid} => {pid}{collection.Dot}{collection.Api.Find}()).OfType<{task}>()");
        return Sections.Around(call, file) is not null || WriteSection(mentions, last);
    }

    private static bool WriteSection(CollectionMentions mentions, InvocationExpressionSyntax query)
    {
        var file = mentions.File;
        if (Sections.Header(file, query.SpanStart) is not { } header || Place.Around(query) is not { } start
            || start.IsLoopHeader(query) || start.Nodes.First() is CommonForEachStatementSyntax)
            return false;
        var reach = new Reach(file, _ => false);
        // One section for two queries, or for a query and something else that is rewritten, is more than edits can be merged to.
        return reach.From(start) is { } place
            && mentions.CountIn(place) == 1
            && file.Claim(place.Span)
            && BlockWriter.Write(file, place, Frame.Block(header), _ => false, grown =>
                reach.From(grown) is { } whole && mentions.CountIn(whole) == 1 ? whole : null);
    }

    /// <summary>The last call of a chain of queries.</summary>
    private static InvocationExpressionSyntax Last(InvocationExpressionSyntax call, SourceFile file)
    {
        while (call.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && next.Expression == access
            && file.Model.GetSymbolInfo(next, file.Cancellation).Symbol is IMethodSymbol method && Takes(method))
            call = next;
        return call;
    }

    private static bool Answers(InvocationExpressionSyntax last, SourceFile file) =>
        Expressions.NameOf(last)?.Identifier.ValueText is
            "Any" or "All" or "Count" or "LongCount" or "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last"
            or "LastOrDefault" or "Min" or "Max" or "MinBy" or "MaxBy" or "Sum" or "Average" or "Contains" or "ToList" or "ToArray"
            or "ToHashSet" or "ToDictionary" or "Aggregate" or "Exists" or "Find" or "TrueForAll"
        && !last.DescendantNodes().Any(node => node is AwaitExpressionSyntax or QueryExpressionSyntax)
        && !Blocking.Calls(file, [last]).Any();

    /// <summary>The method of a sequence that does what a method of a collection does.</summary>
    private static string? Like(InvocationExpressionSyntax call, SourceFile file)
    {
        var name = Expressions.NameOf(call)!.Identifier.ValueText;
        var like = name switch
        {
            "Exists" => "Any",
            "Find" => "FirstOrDefault",
            "TrueForAll" => "All",
            _ => name,
        };
        // A delegate of another type than the sequence wants is no argument for it.
        return like == name || call.ArgumentList.Arguments[0].Expression is var argument
            && (argument is AnonymousFunctionExpressionSyntax || file.Model.GetSymbolInfo(argument).Symbol is IMethodSymbol)
                ? like : null;
    }
}
