using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held.Collections;

/// <summary>A statement that adds to a collection, or replaces what is in it: references are taken, and what goes is put.</summary>
internal sealed class CollectionChange(CollectionMentions mentions, SimpleNameSyntax mention, ExpressionSyntax access)
{
    private readonly SourceFile file = mentions.File;
    private readonly HeldCollection collection = mentions.Collection;
    private readonly string renamed = mentions.Renamed(mention, access);

    /// <summary>A call that adds its last argument.</summary>
    public bool Add(InvocationExpressionSyntax call)
    {
        var added = call.ArgumentList.Arguments.Last().Expression;
        if (!HeldWrites.IsStatement(file, call) || mentions.IsMentionedIn(call.ArgumentList))
            return false;
        mentions.NoteChange(mention, access, removes: false);
        return mentions.Rename(mention) && HeldWrites.Convert(file, added, collection.Api);
    }

    /// <summary>A call that adds its last argument if it is not there yet: else the new reference is put again.</summary>
    public bool AddIfNew(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        var added = arguments.Last().Expression;
        if (!HeldWrites.IsStatement(file, call) || mentions.IsMentionedIn(call.ArgumentList)
            || arguments.Take(arguments.Count - 1).Any(argument => !HeldCollection.IsFixed(argument.Expression))
            || file.Model.GetTypeInfo(added, file.Cancellation).Nullability.FlowState == NullableFlowState.MaybeNull
            || HeldWrites.Converted(file, added, collection.Api) is not { } taken)
            return false;
        mentions.NoteChange(mention, access, removes: false);
        var pid = mentions.Locals.NewName(call, "pid");
        var declared = file.Layout.UsesVar ? "var" : file.Imports.NameOf(collection.Api.Pid, call.SpanStart);
        var others = string.Concat(arguments.Take(arguments.Count - 1).Select(argument => argument + ", "));
        var method = ((MemberAccessExpressionSyntax)call.Expression).Name;
        file.Edits.Replace(call.Span, $"{pid}.{collection.Api.Put}()");
        return mentions.Frame(call, new Frame(
            [new(0, $"{declared} {pid} = {taken};"), new(0, $"if (!{renamed}.{method}({others}{pid}))"), new(0, "{")],
            1,
            [new(0, "}")]));
    }

    /// <summary>An element is assigned: the one that it replaces is put first.</summary>
    public bool Store(AssignmentExpressionSyntax assignment, ExpressionSyntax index)
    {
        if (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || !HeldWrites.IsStatement(file, assignment)
            || mentions.IsMentionedIn(assignment.Right) || mentions.IsMentionedIn(index))
            return false;
        mentions.NoteChange(mention, access, removes: true);
        var put = collection.Shape == Shape.Map
            ? new CollectionRemoval(mentions, mention, access).Lines(index.ToString(), assignment)
            // A new array is full of nulls, whatever its type says.
            : [new(0, $"{renamed}[{index}]{(collection.Shape == Shape.Array ? "?." : collection.Dot)}{collection.Api.Put}();")];
        return mentions.Rename(mention) && HeldWrites.Convert(file, assignment.Right, collection.Api)
            && mentions.Frame(assignment, new Frame([.. put], 0, []));
    }

    public bool Clear(InvocationExpressionSyntax call)
    {
        if (!HeldWrites.IsStatement(file, call))
            return false;
        mentions.NoteChange(mention, access, removes: true);
        mentions.Resets.Add(call);
        var each = mentions.Locals.NewName(call, "pid");
        return mentions.Rename(mention)
            && mentions.Frame(call, new Frame([.. collection.PutAll(renamed, each, file, call.SpanStart)], 0, []));
    }

    public bool RemoveAt(InvocationExpressionSyntax call)
    {
        var index = call.ArgumentList.Arguments[0].Expression;
        if (!HeldWrites.IsStatement(file, call) || !HeldCollection.IsFixed(index))
            return false;
        mentions.NoteChange(mention, access, removes: true);
        return mentions.Rename(mention)
            && mentions.Frame(call, Frame.Above($"{renamed}[{index}]{collection.Dot}{collection.Api.Put}();"));
    }
}
