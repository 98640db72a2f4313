using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>What a mention of a variable does to the reference that it holds.</summary>
internal enum Fate
{
    /// <summary>Nothing: it is used, or tested.</summary>
    Kept,

    /// <summary>The reference is put.</summary>
    Put,

    /// <summary>Somebody else may own it from here on.</summary>
    HandedOn,

    /// <summary>The variable gets another value.</summary>
    Overwritten,
}

/// <summary>Tells the fates of mentions; what it does not know it takes for handing on.</summary>
internal sealed class Fates(SourceFile file)
{
    private HashSet<ISymbol> followed = new(SymbolEqualityComparer.Default);

    public Fate Of(IdentifierNameSyntax mention, SyntaxNode function)
    {
        if (Mentions.FunctionOf(mention) != function)
            return Fate.HandedOn;
        if (Mentions.IsNullTest(mention))
            return Fate.Kept;
        if (Mentions.IsWritten(mention))
            return Fate.Overwritten;
        var expression = Expressions.Dressed(mention);
        return expression.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == expression =>
                access.Parent is InvocationExpressionSyntax call ? OfCall(call) : IsMethod(access) ? Fate.HandedOn : Fate.Kept,
            ConditionalAccessExpressionSyntax chain when chain.Expression == expression =>
                chain.WhenNotNull is InvocationExpressionSyntax call ? OfCall(call) : Fate.Kept,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } => Fate.Kept,
            ArgumentSyntax argument => OfArgument(argument),
            InterpolationSyntax => Fate.Kept,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } => Fate.Kept,
            IsPatternExpressionSyntax test when !Expressions.Declares(test.Pattern) => Fate.Kept,
            _ => Fate.HandedOn,
        };
    }

    private Fate OfCall(InvocationExpressionSyntax call) =>
        file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is not IMethodSymbol method ? Fate.HandedOn
        : file.Api.IsPut(method) ? Fate.Put
        : Fate.Kept;

    private bool IsMethod(ExpressionSyntax expression) => file.Model.GetSymbolInfo(expression, file.Cancellation).Symbol is IMethodSymbol;

    private Fate OfArgument(ArgumentSyntax argument)
    {
        if (Expressions.ParameterOf(argument, file.Model) is not { } parameter)
            return Fate.HandedOn;
        var traits = file.Contracts.TraitsOf(parameter);
        if ((traits & ReferenceTraits.Borrowed) != 0)
            return Fate.Kept;
        if ((traits & ReferenceTraits.Owned) != 0 || LibraryFacts.Keeps(parameter)
            || parameter.OriginalDefinition.Type is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type })
            return Fate.HandedOn;
        if (parameter.ContainingSymbol is not IMethodSymbol method)
            return Fate.HandedOn;
        var isInferred = Declarations.IsInferred(method) || method.MethodKind is MethodKind.LocalFunction or MethodKind.Constructor;
        var original = parameter.OriginalDefinition;
        return isInferred && original.DeclaringSyntaxReferences is [var declared] ? OfParameter(original, declared) : Fate.Kept;
    }

    /// <summary>What a method of this project that says nothing does with its parameter: the worst of what its mentions do.</summary>
    private Fate OfParameter(IParameterSymbol parameter, SyntaxReference declared)
    {
        if (file.Other(declared.SyntaxTree) is not { } there || !followed.Add(parameter))
            return Fate.HandedOn;
        var within = there == file ? this : new Fates(there) { followed = followed };
        var syntax = declared.GetSyntax(file.Cancellation);
        var isKept = syntax.Parent?.Parent switch
        {
            TypeDeclarationSyntax type => within.KeepsNothing(parameter, type),
            { } function => Mentions.Of(parameter, function, there).TrueForAll(mention => within.Of(mention, function) == Fate.Kept),
            _ => false,
        };
        followed.Remove(parameter);
        return isKept ? Fate.Kept : Fate.HandedOn;
    }

    /// <summary>A primary constructor keeps what a method mentions; what only initializes a member is used then and there.</summary>
    private bool KeepsNothing(IParameterSymbol parameter, TypeDeclarationSyntax type) =>
        type is not RecordDeclarationSyntax && !type.Modifiers.Any(SyntaxKind.PartialKeyword)
        && type.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == parameter.Name
                && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(name, file.Cancellation).Symbol, parameter))
            .All(mention => Mentions.FunctionOf(mention) is (FieldDeclarationSyntax or PropertyDeclarationSyntax) and var member
                && mention.Ancestors().OfType<EqualsValueClauseSyntax>().Any()
                && Of(mention, member) == Fate.Kept);
}
