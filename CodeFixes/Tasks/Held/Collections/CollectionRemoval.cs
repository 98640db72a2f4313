using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held.Collections;

/// <summary>A call that removes from a collection what it finds by a key, or by the task itself.</summary>
internal sealed class CollectionRemoval(CollectionMentions mentions, SimpleNameSyntax mention, ExpressionSyntax access)
{
    private readonly SourceFile file = mentions.File;
    private readonly HeldCollection collection = mentions.Collection;
    private readonly string renamed = mentions.Renamed(mention, access);

    /// <summary>What takes the value of a key out and puts it.</summary>
    public FrameLine[] Lines(string key, SyntaxNode near)
    {
        var pid = mentions.Locals.NewName(near, "pid");
        return HandsOut(near)
            ? [new(0, $"if ({Taken(key, pid, near)})"), new(0, "{"), new(1, Put(pid)), new(0, "}")]
            : [new(0, $"if ({Found(key, pid, near)})"), new(0, "{"), new(1, $"{renamed}.Remove({key});"), new(1, Put(pid)), new(0, "}")];
    }

    /// <summary>Removes by key: alone, as a condition, or as what is returned.</summary>
    public bool OfKey(InvocationExpressionSyntax call)
    {
        var key = call.ArgumentList.Arguments[0].Expression;
        if (!HeldCollection.IsFixed(key) || mentions.IsMentionedIn(call.ArgumentList))
            return false;
        mentions.NoteChange(mention, access, removes: true);
        if (HeldWrites.IsStatement(file, call))
            return WriteAlone(call, key.ToString());
        if (!HandsOut(call))
            return false;
        var pid = mentions.Locals.NewName(call, "pid");
        var dressed = Expressions.Dressed(call);
        if (dressed.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax && Place.Around(dressed) is { } place
            && (place is not ExpressionBody body || body.Returns(file.Model) && !body.IsTree(file.Model)))
        {
            file.Edits.Replace(dressed.Span, "true");
            return place.Write(file, new Frame(
                [new(0, $"if (!{Taken(key.ToString(), pid, call)})"), new(0, "{"), new(1, "return false;"), new(0, "}"), new(0, Put(pid))],
                0,
                []));
        }

        var isNegated = dressed.Parent.IsKind(SyntaxKind.LogicalNotExpression);
        var condition = isNegated ? Expressions.Dressed((ExpressionSyntax)dressed.Parent!) : dressed;
        if (condition.Parent is not IfStatementSyntax test)
            return false;
        file.Edits.Replace(call.Span, Taken(key.ToString(), pid, call));
        if (!isNegated)
            return WriteFirst(test.Statement, Put(pid));
        return test.Else is null && Jumps.AlwaysLeaves(test.Statement) && StatementRun.ListOf(test) is { } list
            && list.IndexOf(test) is var index && new StatementRun(list, index, index).Write(file, Frame.Below(Put(pid)));
    }

    /// <summary>Removes a task: the reference on the same pid that is in the collection is put.</summary>
    public bool OfTask(InvocationExpressionSyntax call)
    {
        var task = call.ArgumentList.Arguments[0].Expression;
        if (!HeldWrites.IsStatement(file, call) || mentions.IsMentionedIn(task)
            || file.Model.GetTypeInfo(task, file.Cancellation).Nullability.FlowState == NullableFlowState.MaybeNull
            || HeldWrites.Converted(file, task, collection.Api) is not { } wanted)
            return false;
        mentions.NoteChange(mention, access, removes: true);
        var pid = mentions.Locals.NewName(call, "pid");
        var held = mentions.Locals.NewName(call, collection.Shape == Shape.Set ? "held" : "index");
        var declared = file.Layout.UsesVar ? "var" : file.Imports.NameOf(collection.Api.Pid, call.SpanStart);
        FrameLine[] found = collection.Shape == Shape.Set
            ? [new(1, $"if ({renamed}.TryGetValue({pid}, out {declared} {held}))"), new(1, "{"), new(2, $"{renamed}.Remove({held});")]
            : [
                new(1, $"{(file.Layout.UsesVar ? "var" : "int")} {held} = {renamed}.IndexOf({pid});"),
                new(1, $"if ({held} >= 0)"), new(1, "{"),
                new(2, $"{renamed}[{held}]{collection.Dot}{collection.Api.Put}();"),
            ];
        file.Edits.Replace(
            call.Span, collection.Shape == Shape.Set ? $"{held}.{collection.Api.Put}()" : $"{renamed}.RemoveAt({held})");
        return mentions.Frame(call, new Frame(
            [new(0, $"using ({declared} {pid} = {wanted})"), new(0, "{"), .. found], 2, [new(1, "}"), new(0, "}")]));
    }

    private bool WriteAlone(InvocationExpressionSyntax call, string key)
    {
        var lines = Lines(key, call);
        var inner = lines[lines.Length - 2].Text;
        file.Edits.Replace(call.Span, inner.TrimEnd(';'));
        return mentions.Frame(call, new Frame([.. lines.Take(lines.Length - 2)], 1, [lines[lines.Length - 1]]));
    }

    private bool WriteFirst(StatementSyntax statement, string put) => statement switch
    {
        BlockSyntax { Statements: { Count: > 0 } statements } => new StatementRun([.. statements], 0, 0).Write(file, Frame.Above(put)),
        BlockSyntax => false,
        _ => new EmbeddedStatement(statement).Write(file, Frame.Above(put)),
    };

    private string Taken(string key, string pid, SyntaxNode near) => $"{renamed}.Remove({key}, out {Declared(near)} {pid})";

    private string Found(string key, string pid, SyntaxNode near) => $"{renamed}.TryGetValue({key}, out {Declared(near)} {pid})";

    private string Put(string pid) => $"{pid}{collection.Dot}{collection.Api.Put}();";

    private string Declared(SyntaxNode near) =>
        file.Layout.UsesVar ? "var" : file.Imports.NameOf(collection.Api.Pid, near.SpanStart) + "?";

    /// <summary>Whether the map can hand out what it removes.</summary>
    private bool HandsOut(SyntaxNode near) =>
        (collection.Symbol as IFieldSymbol)?.Type is var type && (type ?? ((IPropertySymbol)collection.Symbol).Type) is { } map
        && file.Model.LookupSymbols(near.SpanStart, map, "Remove").Any(symbol => symbol is IMethodSymbol { Parameters.Length: 2 });
}
