using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks;

/// <summary>UTR1007: compares the pids by which the tasks were looked up.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ComparedTasksFix))]
[Shared]
public sealed class ComparedTasksFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR1007"];

    private protected override string Title => "Compare the pids";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        var file = fault.File.Afresh();
        var node = fault.Node is ArgumentSyntax argument ? argument.Expression : fault.Node;
        if (node is not ExpressionSyntax comparison || Operands(file, comparison) is not var (left, right)
            || PidOf(file, left) is not { } one || PidOf(file, right) is not { } other || one.Text == other.Text
            || await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        var text = one.IsSure ? $"{one.Text}.Equals({other.Text})" : $"Equals({one.Text}, {other.Text})";
        if (!one.IsSure && Mentions.MemberOf(comparison) is CompilationUnitSyntax)
            text = "object." + text;
        file.Edits.Replace(comparison.Span, comparison.IsKind(SyntaxKind.NotEqualsExpression) ? "!" + text : text);
        return SolutionEdits.Of(file) is { } edits && await trial.LeavesAsync(edits).ConfigureAwait(false) is not null
            ? [new Remedy("Pids", $"Compare '{one.Text}' and '{other.Text}'", edits)]
            : [];
    }

    /// <summary>What a comparison compares: two operands, two arguments, or a receiver and an argument.</summary>
    private static (ExpressionSyntax Left, ExpressionSyntax Right)? Operands(SourceFile file, ExpressionSyntax comparison) => comparison switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } binary => (binary.Left, binary.Right),
        InvocationExpressionSyntax { ArgumentList.Arguments: [var one, var other] } => (one.Expression, other.Expression),
        InvocationExpressionSyntax { ArgumentList.Arguments: [var other], Expression: MemberAccessExpressionSyntax access }
            when file.Model.GetSymbolInfo(comparison, file.Cancellation).Symbol is IMethodSymbol { IsStatic: false } => (access.Expression, other.Expression),
        _ => null,
    };

    /// <summary>The pid of a task that is compared: of a lookup, or of a variable that gets one lookup and nothing else.</summary>
    private static HeldPid? PidOf(SourceFile file, ExpressionSyntax task)
    {
        var bare = Expressions.Bare(task);
        while (bare is CastExpressionSyntax cast)
            bare = Expressions.Bare(cast.Expression);
        var pid = HeldPid.Of(Lookup.Of(bare, file), file);
        if (pid is null && bare is IdentifierNameSyntax name && file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is { } variable)
            pid = HeldPid.Of(variable, file) ?? OfAssignment(file, variable, name);
        return pid?.ReachesTo(task) == true ? pid : null;
    }

    private static HeldPid? OfAssignment(SourceFile file, ISymbol variable, IdentifierNameSyntax name) =>
        variable is ILocalSymbol { DeclaringSyntaxReferences: [var declared] }
        && declared.GetSyntax(file.Cancellation) is VariableDeclaratorSyntax { Initializer: null or { Value: LiteralExpressionSyntax } }
        && Mentions.Of(variable, name, file).FindAll(Mentions.IsWritten) is [{ Parent: AssignmentExpressionSyntax assignment }]
        && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
            ? HeldPid.Of(Lookup.Of(assignment.Right, file), file)
            : null;
}
