using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Engines;

/// <summary>The type whose callbacks an engine was attached with, where the text shows which it is exactly.</summary>
internal static class CallbackType
{
    /// <summary>The type of the callbacks of an engine that was made at a place: an attach, or the parameter of a callback.</summary>
    public static INamedTypeSymbol? At(SourceFile file, SyntaxNode place)
    {
        var call = place as InvocationExpressionSyntax ?? place.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        if (call is not null && OfAttach(file, call) is { } attached)
            return attached;
        return place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } owner && place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Modifiers: var words }
            && words.Any(SyntaxKind.OverrideKeyword)
            && file.Model.GetDeclaredSymbol(owner, file.Cancellation) is INamedTypeSymbol { IsSealed: true } self
            && HasCallbacks(file, self)
                ? self
                : null;
    }

    /// <summary>The type of the callbacks that an engine variable was attached with in the same function.</summary>
    public static INamedTypeSymbol? Of(SourceFile file, ExpressionSyntax engine) =>
        file.Model.GetSymbolInfo(Expressions.Bare(engine)!, file.Cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] }
            ? declared.GetSyntax(file.Cancellation) switch
            {
                VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax attach } => OfAttach(file, attach),
                SingleVariableDesignationSyntax name when name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } attach => OfAttach(file, attach),
                _ => null,
            }
            : null;

    /// <summary>The declaration of a type in the project, with its file; null where it has none that can be edited.</summary>
    public static (SourceFile File, TypeDeclarationSyntax Declaration)? Declaration(SourceFile file, INamedTypeSymbol type)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
            if (file.Other(reference.SyntaxTree) is { Document: not SourceGeneratedDocument } other
                && reference.GetSyntax(file.Cancellation) is TypeDeclarationSyntax declaration)
                return (other, declaration);
        return null;
    }

    private static INamedTypeSymbol? OfAttach(SourceFile file, InvocationExpressionSyntax call)
    {
        foreach (var argument in call.ArgumentList.Arguments)
            if (Expressions.ParameterOf(argument, file.Model) is { } parameter && HasCallbacks(file, parameter.Type))
                return Exact(file, argument.Expression);
        return null;
    }

    private static INamedTypeSymbol? Exact(SourceFile file, ExpressionSyntax expression)
    {
        var bare = Expressions.Bare(expression)!;
        if (file.Model.GetTypeInfo(bare, file.Cancellation).Type is INamedTypeSymbol type && (bare is BaseObjectCreationExpressionSyntax || type.IsSealed))
            return type;
        return bare is IdentifierNameSyntax name
            && file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } local
            && declared.GetSyntax(file.Cancellation) is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax made }
            && !Mentions.Of(local, name, file).Exists(Mentions.IsWritten)
                ? file.Model.GetTypeInfo(made, file.Cancellation).Type as INamedTypeSymbol
                : null;
    }

    private static bool HasCallbacks(SourceFile file, ITypeSymbol type) => !file.Contracts.Engines.CallbacksOf(type).IsEmpty;
}
