using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>A variable or member that is given something else while it holds a reference that is owed.</summary>
internal sealed class OverwrittenReference
{
    private readonly ExpressionSyntax target;
    private readonly ExpressionSyntax writing;
    private readonly ISymbol variable;
    private readonly ITypeSymbol type;
    private readonly Place place;

    private OverwrittenReference(ExpressionSyntax target, ExpressionSyntax writing, ISymbol variable, ITypeSymbol type, Place place)
    {
        this.target = target;
        this.writing = writing;
        this.variable = variable;
        this.type = type;
        this.place = place;
    }

    /// <summary>The target of an assignment, a deconstruction or an <c>out</c> argument; null where a node is none.</summary>
    public static OverwrittenReference? At(SyntaxNode node, SourceFile file)
    {
        var target = node is ArgumentSyntax passed ? passed.Expression : node as ExpressionSyntax;
        if (target is null || !Expressions.IsSimple(target) || Writing(target) is not { } writing
            || file.Model.GetSymbolInfo(target, file.Cancellation).Symbol is not { } variable
            || TypeOf(variable) is not { } type || Place.Around(target) is not { } place
            || place is ExpressionBody lambda && lambda.IsTree(file.Model))
            return null;
        return new OverwrittenReference(target, writing, variable, type, place);
    }

    /// <summary>Puts what it holds before it is given something else, where nothing in between wants it any more.</summary>
    public Remedy? PutFirst(SourceFile file)
    {
        if (!EvaluationOrder.IsFirst(file, target, place) || IsReadOnTheWay(file) || !DeclareEmpty(file)
            || PutText.Call(file, type, PutText.IsSureAt(file, variable, target.ToString(), place.Span.Start)) is not { } put
            || !place.Write(file, Frame.Above(target + put + ";")) || SolutionEdits.Of(file) is not { } edits)
            return null;
        return new Remedy("PutFirst", $"Put '{target}' before it is overwritten", edits);
    }

    /// <summary>
    /// Puts what it holds when the new value is there, and assigns that last: where the value looks at the variable, or throws into a
    /// handler that does.
    /// </summary>
    public Remedy? PutBetween(SourceFile file)
    {
        if (writing is not AssignmentExpressionSyntax { Left: not TupleExpressionSyntax, Right: var value }
            || writing.Parent is not ExpressionStatementSyntax && !(place is ExpressionBody body && body.Expression == writing && !body.Returns(file.Model))
            || value is LiteralExpressionSyntax or IdentifierNameSyntax || value.ToString().Contains('\n') || Expressions.Declares(value)
            || !DeclareEmpty(file)
            || PutText.Call(file, type, PutText.IsSureAt(file, variable, target.ToString(), place.Span.Start)) is not { } put)
            return null;
        var next = FreeName.Near(target, "next");
        var found = file.Model.GetTypeInfo(value, file.Cancellation);
        var declared = file.Layout.UsesVar && found.Type is not null && SymbolEqualityComparer.Default.Equals(found.Type, type)
            ? "var"
            : file.Imports.NameOf(type, found.Nullability.FlowState, target.SpanStart);
        file.Edits.Replace(value.Span, next);
        return place.Write(file, Frame.Above($"{declared} {next} = {value};", target + put + ";")) && SolutionEdits.Of(file) is { } edits
            ? new Remedy("PutBetween", $"Put '{target}' when its new value is there", edits)
            : null;
    }

    private static ExpressionSyntax? Writing(ExpressionSyntax target)
    {
        var dressed = Expressions.Dressed(target);
        return dressed.Parent switch
        {
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when assignment.Left == dressed =>
                assignment.Parent is InitializerExpressionSyntax ? null : assignment,
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword, Parent.Parent: InvocationExpressionSyntax call } => call,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } =>
                assignment.Left == tuple ? assignment : null,
            _ => null,
        };
    }

    private static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    /// <summary>Whether something looks at the variable between the put above the statement and the moment when it is overwritten.</summary>
    private bool IsReadOnTheWay(SourceFile file)
    {
        var name = target.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Last();
        var isRead = place.Nodes.SelectMany(node => node.DescendantNodesAndSelf()).OfType<SimpleNameSyntax>().Any(mention =>
            mention != name && mention.Identifier.ValueText == variable.Name
            && (writing.Span.Holds(mention) || mention.SpanStart < writing.SpanStart) && !Mentions.IsNameOf(mention.Parent)
            && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(mention, file.Cancellation).Symbol, variable));
        return isRead || variable is IFieldSymbol or IPropertySymbol && new Readers(file, variable).AreCalledIn(writing);
    }

    /// <summary>A local that is not filled on the first way to the put starts with nothing; false where it can not.</summary>
    private bool DeclareEmpty(SourceFile file)
    {
        if (variable is not ILocalSymbol || variable.DeclaringSyntaxReferences is not [var declared]
            || declared.GetSyntax(file.Cancellation) is not VariableDeclaratorSyntax { Initializer: null } declarator)
            return true;
        var first = place.Nodes.First();
        var flow = first is StatementSyntax statement ? file.Model.AnalyzeDataFlow(statement) : file.Model.AnalyzeDataFlow((ExpressionSyntax)first);
        if (flow is { Succeeded: true } && flow.DefinitelyAssignedOnEntry.Contains(variable, SymbolEqualityComparer.Default))
            return true;
        if (type.NullableAnnotation == NullableAnnotation.NotAnnotated || type.IsValueType)
            return false;
        file.Edits.Insert(declarator.Span.End, " = null");
        return true;
    }

    /// <summary>The methods of the type that look at a member, themselves or by those that they call.</summary>
    private sealed class Readers(SourceFile file, ISymbol member)
    {
        private readonly HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);

        public bool AreCalledIn(SyntaxNode code) => code.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name =>
            file.Model.Compilation.ContainsSyntaxTree(name.SyntaxTree)
            && (name.SyntaxTree == file.Root.SyntaxTree ? file.Model : file.Other(name.SyntaxTree)?.Model)
                ?.GetSymbolInfo(name, file.Cancellation).Symbol is (IMethodSymbol or IPropertySymbol) and var called
            && SymbolEqualityComparer.Default.Equals(called.ContainingType, member.ContainingType)
            && !SymbolEqualityComparer.Default.Equals(called, member)
            && seen.Add(called) && called.DeclaringSyntaxReferences.Any(declared => Looks(declared.GetSyntax(file.Cancellation))));

        private bool Looks(SyntaxNode body) =>
            body.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == member.Name && !Mentions.IsNameOf(name.Parent))
            || AreCalledIn(body);
    }
}
