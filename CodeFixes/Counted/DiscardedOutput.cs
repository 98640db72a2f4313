using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>A reference that a call hands out by <c>out _</c>: it is kept in a local, and put behind the call.</summary>
internal sealed class DiscardedOutput
{
    private readonly ArgumentSyntax argument;
    private readonly InvocationExpressionSyntax call;
    private readonly IParameterSymbol parameter;
    private readonly Place place;

    private DiscardedOutput(ArgumentSyntax argument, InvocationExpressionSyntax call, IParameterSymbol parameter, Place place)
    {
        this.argument = argument;
        this.call = call;
        this.parameter = parameter;
        this.place = place;
    }

    public static DiscardedOutput? At(SyntaxNode node, SourceFile file) =>
        node.FirstAncestorOrSelf<ArgumentSyntax>() is
            {
                RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword,
                Expression: IdentifierNameSyntax { Identifier.ValueText: "_" }
                    or DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax },
                Parent.Parent: InvocationExpressionSyntax call,
            } argument
        && argument.Span.Contains(node.Span)
        && Expressions.ParameterOf(argument, file.Model) is { } parameter
        && Place.Around(call) is { } place && !(place is ExpressionBody body && body.IsTree(file.Model))
            ? new DiscardedOutput(argument, call, parameter, place)
            : null;

    public Remedy? Put(SourceFile file)
    {
        var isSure = parameter.NullableAnnotation == NullableAnnotation.NotAnnotated;
        if (PutText.Call(file, parameter.Type, isSure) is not { } put || call.ToString().Contains('\n') && !IsStatement)
            return null;
        var name = PutText.NameFor(parameter.Type, call);
        var state = isSure ? NullableFlowState.NotNull : NullableFlowState.MaybeNull;
        var kept = $"{(file.Layout.UsesVar ? "var" : file.Imports.NameOf(parameter.Type, state, call.SpanStart))} {name}";
        var statement = name + put + ";";
        if (IsStatement)
        {
            file.Edits.Replace(argument.Expression.Span, kept);
            if (!place.Write(file, Frame.Below(statement)))
                return null;
        }
        else if (!WriteAbove(file, kept, statement))
        {
            return null;
        }

        return SolutionEdits.Of(file) is { } edits ? new Remedy("PutOutput", $"Keep it in '{name}' and put it", edits) : null;
    }

    /// <summary>Whether the answer of the call is dropped, or kept as it is: then the put comes behind the statement.</summary>
    private bool IsStatement => call.Parent switch
    {
        ExpressionStatementSyntax => true,
        AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment => assignment.Right == call && Expressions.IsSimple(assignment.Left),
        EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax local } } =>
            local.UsingKeyword.IsKind(SyntaxKind.None) && place is StatementRun,
        _ => place is ExpressionBody body && body.Expression == call && !IsAnswered(body),
    };

    private static bool IsAnswered(ExpressionBody body) => body.Expression.Parent is not ArrowExpressionClauseSyntax
        { Parent: MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } };

    /// <summary>The answer is wanted: it is asked for in a statement above, and the put comes in between.</summary>
    private bool WriteAbove(SourceFile file, string kept, string put)
    {
        if (!EvaluationOrder.IsFirst(file, call, place) || file.Model.GetTypeInfo(call, file.Cancellation).Type is not { } answer
            || answer.SpecialType == SpecialType.System_Void
            || call.DescendantNodes().Any(node => node is SingleVariableDesignationSyntax))
            return false;
        var result = FreeName.Near(call, "result");
        var text = call.ToString();
        var start = argument.Expression.SpanStart - call.SpanStart;
        text = text.Substring(0, start) + kept + text.Substring(start + argument.Expression.Span.Length);
        var declared = file.Layout.UsesVar ? "var" : file.Imports.NameOf(answer, NullableFlowState.NotNull, call.SpanStart);
        file.Edits.Replace(call.Span, result);
        return (place is not StatementRun run || run.List[0].Parent is not SwitchSectionSyntax)
            && place.Write(file, Frame.Above($"{declared} {result} = {text};", put));
    }
}
