using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held.Collections;

/// <summary>One mention of a collection on which a member is called.</summary>
internal sealed class CollectionUse(CollectionMentions mentions, SimpleNameSyntax mention, ExpressionSyntax access)
{
    private readonly SourceFile file = mentions.File;
    private readonly HeldCollection collection = mentions.Collection;

    public SimpleNameSyntax Mention => mention;

    /// <summary>A call of a method of the collection, or of one that takes it as a sequence.</summary>
    public bool OfCall(InvocationExpressionSyntax call, string method)
    {
        var arguments = call.ArgumentList.Arguments;
        if (file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is not IMethodSymbol symbol
            || arguments.Any(argument => argument.NameColon is not null))
            return false;
        if (CollectionQuery.Takes(symbol))
            return IsOfAll(call, method) ? mentions.Rename(mention) : Query(access, call);
        var change = new CollectionChange(mentions, mention, access);
        return (collection.Shape, method, arguments.Count) switch
        {
            (Shape.List, "Add", 1) or (Shape.Queue, "Enqueue", 1) or (Shape.Stack, "Push", 1) or (Shape.List, "Insert", 2)
                or (Shape.Map, "Add", 2) => change.Add(call),
            (Shape.Set, "Add", 1) or (Shape.Map, "TryAdd", 2) => change.AddIfNew(call),
            (not Shape.Array, "Clear", 0) => change.Clear(call),
            (Shape.Map, "Remove", 1) => new CollectionRemoval(mentions, mention, access).OfKey(call),
            (Shape.Map, "Remove", 2) when IsDiscard(arguments[1]) => new CollectionRemoval(mentions, mention, access).OfKey(call),
            (Shape.List or Shape.Set, "Remove", 1) => new CollectionRemoval(mentions, mention, access).OfTask(call),
            (Shape.List, "RemoveAt", 1) => change.RemoveAt(call),
            (Shape.Queue, "Dequeue", 0) or (Shape.Stack, "Pop", 0) => TakeOut(call),
            (Shape.Queue or Shape.Stack, "Peek", 0) => Peek(call),
            (Shape.Map, "TryGetValue", 2) => mentions.Rename(mention) && mentions.Locals.TakeOut(arguments[1]),
            (Shape.Queue or Shape.Stack, "TryPeek", 1) => mentions.Rename(mention) && mentions.Locals.TakeOut(arguments[0]),
            (_, "ContainsKey" or "EnsureCapacity", 1) or (_, "TrimExcess", 0) => mentions.Rename(mention),
            (Shape.List or Shape.Set or Shape.Queue or Shape.Stack, "Contains", 1) => Query(access, call),
            (Shape.List, "Exists" or "Find" or "TrueForAll", 1) => Query(access, call),
            _ => false,
        };
    }

    /// <summary>The values of a map.</summary>
    public bool OfValues(MemberAccessExpressionSyntax values) => values.Parent switch
    {
        CommonForEachStatementSyntax loop when loop.Expression == values =>
            mentions.Rename(mention) && mentions.Locals.TakeLoop(loop, ofValues: true),
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } member when member.Expression == values =>
            file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is IMethodSymbol symbol && CollectionQuery.Takes(symbol)
                && (IsOfAll(call, symbol.Name) ? mentions.Rename(mention) : Query(values, call)),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" } => mentions.Rename(mention),
        _ => false,
    };

    /// <summary>Whether a query asks for no more than the number.</summary>
    private static bool IsOfAll(InvocationExpressionSyntax call, string method) =>
        call.ArgumentList.Arguments.Count == 0 && (method is "Any" or "Count");

    private bool Query(ExpressionSyntax source, InvocationExpressionSyntax call) =>
        CollectionQuery.Write(mentions, source, call) && mentions.Rename(mention);

    /// <summary>What is taken out belongs to who takes it.</summary>
    private bool TakeOut(InvocationExpressionSyntax call)
    {
        mentions.NoteChange(mention, access, removes: false);
        if (HeldWrites.IsStatement(file, call))
        {
            file.Edits.Insert(call.Span.End, collection.Dot + collection.Api.Put + "()");
            return mentions.Rename(mention);
        }

        if (Declaration(call) is not { } declared || declared.Statement.Parent is not BlockSyntax)
            return false;
        file.Edits.Insert(declared.Statement.SpanStart, "using ");
        return mentions.Rename(mention)
            && mentions.Locals.Take(declared.Declarator, declared.Type, collection.IsNullable, isOwned: true);
    }

    private bool Peek(InvocationExpressionSyntax call) =>
        Declaration(call) is { } declared && mentions.Rename(mention)
        && mentions.Locals.Take(declared.Declarator, declared.Type, collection.IsNullable, isOwned: false);

    /// <summary>The local that a call is the value of.</summary>
    private static (LocalDeclarationStatementSyntax Statement, VariableDeclaratorSyntax Declarator, TypeSyntax Type)? Declaration(
        InvocationExpressionSyntax call) =>
        call.Parent is EqualsValueClauseSyntax
        {
            Parent: VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax
                {
                    Variables.Count: 1,
                    Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } statement,
                } declaration,
            } declarator,
        }
            ? (statement, declarator, declaration.Type)
            : null;

    private bool IsDiscard(ArgumentSyntax argument) =>
        argument.Expression is IdentifierNameSyntax name
        && file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is IDiscardSymbol;
}
