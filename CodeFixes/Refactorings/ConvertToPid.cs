using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;
using Utrace.CodeFixes.Tasks.Held;

namespace Utrace.CodeFixes.Refactorings;

/// <summary>"Convert to pid handle": on the declaration of a field, a property, a collection or a local that holds tasks.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ConvertToPid))]
[Shared]
public sealed class ConvertToPid : LifetimeRefactoring
{
    private protected override async Task<Remedy?> ProposeAsync(Fault place)
    {
        if (Declaration(place) is not { } declaration)
            return null;
        var remedy = declaration.Parent?.Parent is LocalDeclarationStatementSyntax statement
            ? OfLocal(place.File.Afresh(), statement, (VariableDeclaratorSyntax)declaration)
            : await Fault.LocateAsync(place.File.Document, Identifier(declaration).Span, [], place.Cancellation).ConfigureAwait(false)
                is { } at ? await HeldTaskFix.OfDeclarationAsync(at).ConfigureAwait(false) : null;
        return remedy is null
            || !await remedy.Edits.CompileAsync(place.File.Document.Project.Solution, place.Cancellation).ConfigureAwait(false)
                ? null : remedy with { Title = $"Convert '{Identifier(declaration).ValueText}' to a pid handle" };
    }

    /// <summary>What is declared where the cursor is: on its type or its name.</summary>
    private static SyntaxNode? Declaration(Fault place)
    {
        foreach (var node in place.Node.AncestorsAndSelf())
            switch (node)
            {
                case PropertyDeclarationSyntax property when place.Span.End <= property.Identifier.Span.End:
                    return property;
                case VariableDeclarationSyntax { Variables: [var only], Parent: FieldDeclarationSyntax or LocalDeclarationStatementSyntax }
                    when place.Span.End <= only.Identifier.Span.End:
                    return only;
                case FieldDeclarationSyntax { Declaration.Variables: [var only] } when place.Span.End <= only.Identifier.Span.End:
                    return only;
                case StatementSyntax or MemberDeclarationSyntax:
                    return null;
            }

        return null;
    }

    private static SyntaxToken Identifier(SyntaxNode declaration) =>
        declaration is PropertyDeclarationSyntax property ? property.Identifier : ((VariableDeclaratorSyntax)declaration).Identifier;

    private static Remedy? OfLocal(SourceFile file, LocalDeclarationStatementSyntax statement, VariableDeclaratorSyntax declarator)
    {
        if (statement is not { UsingKeyword.RawKind: 0, Parent: BlockSyntax } || declarator.Initializer is not { Value: var value }
            || file.Model.GetDeclaredSymbol(declarator, file.Cancellation) is not ILocalSymbol task
            || file.Contracts.RoleOf(task.Type) != TypeRole.Protected || HandleApi.Of(task.Type, file) is not { } api
            || Expressions.Bare(value) is LiteralExpressionSyntax || Jumps.Cross(statement)
            || HeldLocal.Of(declarator, MayBeNull(value, file), api, new HashSet<ISymbol>(SymbolEqualityComparer.Default), file) is not
                { } local)
            return null;
        var isInSection = Sections.Around(value, file) is not null;
        // Where no section holds the lookup, the pid by which it is made is kept, and it says nothing of whether there is a task.
        if (!isInSection && (Lookup.Of(value, file) is null || local.Uses.Exists(use => Mentions.IsNullTest(use.Access)))
            || !HeldWrites.Convert(file, value, api, looksUp: isInSection))
            return null;
        file.Edits.Insert(statement.SpanStart, "using ");
        var type = statement.Declaration.Type;
        if (!type.IsVar)
            file.Edits.Replace(type.Span, file.Imports.NameOf(api.Pid, type.SpanStart) + (local.IsNullable ? "?" : ""));
        return local.Write(local.FreshName(new HashSet<(SyntaxNode, string)>())) && SolutionEdits.Of(file) is { } edits ? new Remedy("Pid", "", edits) : null;
    }

    private static bool MayBeNull(ExpressionSyntax value, SourceFile file) =>
        file.Model.GetTypeInfo(value, file.Cancellation).Nullability.FlowState == NullableFlowState.MaybeNull;
}
