using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>How a reference came into a local, and what happens to that local afterwards.</summary>
internal sealed class Acquisition
{
    private Acquisition(ILocalSymbol local, SyntaxNode declaration, ExpressionSyntax expression, SourceFile file)
    {
        Local = local;
        Declaration = declaration;
        Expression = expression;
        Function = Mentions.FunctionOf(declaration);
        var fates = new Fates(file);
        foreach (var mention in Mentions.Of(local, declaration, file))
            if (!IsAcquiring(mention))
                Uses.Add((mention, fates.Of(mention, Function)));
    }

    public ILocalSymbol Local { get; }

    /// <summary>The declarator or the designation.</summary>
    public SyntaxNode Declaration { get; }

    /// <summary>The expression that acquires.</summary>
    public ExpressionSyntax Expression { get; }

    /// <summary>The function in which the local lives.</summary>
    public SyntaxNode Function { get; }

    /// <summary>All other mentions, in order.</summary>
    public List<(IdentifierNameSyntax Mention, Fate Fate)> Uses { get; } = [];

    public string Name => Local.Name;

    /// <summary>The statement that declares the local and fills it at once; null otherwise.</summary>
    public LocalDeclarationStatementSyntax? Statement =>
        Declaration is VariableDeclaratorSyntax
        {
            Initializer: { } value,
            Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement },
        }
        && value.Span.Contains(Expression.Span)
            ? statement
            : null;

    public bool Ever(Fate fate) => Uses.Exists(use => use.Fate == fate);

    public IEnumerable<IdentifierNameSyntax> All(Fate fate) => Uses.Where(use => use.Fate == fate).Select(use => use.Mention);

    /// <summary>The acquisition at an expression that a missing put is reported at; null where it went into no local of its own.</summary>
    public static Acquisition? At(SyntaxNode node, SourceFile file)
    {
        if (node is ArgumentSyntax argument)
            node = argument.Expression;
        if (node is not ExpressionSyntax expression)
            return null;
        if (expression is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax declared })
            return Of(file.Model.GetDeclaredSymbol(declared, file.Cancellation), expression, file);
        if (expression is IdentifierNameSyntax && expression.Parent is ArgumentSyntax)
            return Of(file.Model.GetSymbolInfo(expression, file.Cancellation).Symbol, expression, file);

        var value = WholeValue(expression);
        return value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } when IsOwned(value, file) =>
                Of(file.Model.GetDeclaredSymbol(declarator, file.Cancellation), expression, file),
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax } assignment
                when assignment.Right == value && IsOwned(value, file) =>
                Of(file.Model.GetSymbolInfo(assignment.Left, file.Cancellation).Symbol, expression, file),
            IsPatternExpressionSyntax test when NameOf(test.Pattern) is { } designation =>
                Of(file.Model.GetDeclaredSymbol(designation, file.Cancellation), expression, file),
            _ => null,
        };
    }

    /// <summary>The variable that a pattern, or the pattern that it negates, gives the whole value.</summary>
    private static SingleVariableDesignationSyntax? NameOf(PatternSyntax pattern) =>
        pattern.DescendantNodes().OfType<SingleVariableDesignationSyntax>().ToList() is [{ Parent: PatternSyntax whole } name]
        && (whole == pattern || whole.Parent == pattern && pattern is UnaryPatternSyntax)
            ? name
            : null;

    private static Acquisition? Of(ISymbol? symbol, ExpressionSyntax expression, SourceFile file) =>
        symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } local
        && file.Contracts.RoleOf(local.Type) == TypeRole.Counted
        && declared.GetSyntax(file.Cancellation) is var declaration
        && Mentions.FunctionOf(declaration) == Mentions.FunctionOf(expression)
            ? new Acquisition(local, declaration, expression, file)
            : null;

    private bool IsAcquiring(IdentifierNameSyntax mention) =>
        mention == Expression
        || mention.Parent is AssignmentExpressionSyntax assignment && assignment.Left == mention
            && assignment.Right.Span.Contains(Expression.Span);

    /// <summary>The value that an expression is, or is one of the choices of.</summary>
    private static ExpressionSyntax WholeValue(ExpressionSyntax expression)
    {
        while (true)
        {
            expression = Expressions.Dressed(expression);
            switch (expression.Parent)
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice:
                    expression = choice;
                    break;
                case ConditionalExpressionSyntax choice when choice.Condition != expression:
                    expression = choice;
                    break;
                case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice } arm when arm.Expression == expression:
                    expression = choice;
                    break;
                case AwaitExpressionSyntax or CastExpressionSyntax:
                    expression = (ExpressionSyntax)expression.Parent;
                    break;
                default:
                    return expression;
            }
        }
    }

    /// <summary>Whether every choice that a value has is a reference of one's own, or nothing.</summary>
    private static bool IsOwned(ExpressionSyntax? value, SourceFile file) => Expressions.Bare(value) switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice =>
            IsOwned(choice.Left, file) && IsOwned(choice.Right, file),
        ConditionalExpressionSyntax choice => IsOwned(choice.WhenTrue, file) && IsOwned(choice.WhenFalse, file),
        SwitchExpressionSyntax choice => choice.Arms.All(arm => IsOwned(arm.Expression, file)),
        CastExpressionSyntax cast => IsOwned(cast.Expression, file),
        AwaitExpressionSyntax wait => IsOwned(wait.Expression, file),
        ConditionalAccessExpressionSyntax chain => IsOwned(chain.WhenNotNull, file),
        InvocationExpressionSyntax call => file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is IMethodSymbol method
            && (file.Contracts.ReturnTraitsOf(method) & ReferenceTraits.Borrowed) == 0,
        ThrowExpressionSyntax or BaseObjectCreationExpressionSyntax => true,
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression } => true,
        _ => false,
    };
}
