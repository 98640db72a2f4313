using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>
/// A task that a lambda captures which runs later, and once: a reference on its pid is taken where the lambda is handed on; the
/// lambda looks the task up by it, and puts it when it is done.
/// </summary>
internal sealed class CapturedTask
{
    private readonly SourceFile file;
    private readonly ISymbol task;
    private readonly AnonymousFunctionExpressionSyntax lambda;
    private readonly ExpressionSyntax start;

    private CapturedTask(SourceFile file, ISymbol task, AnonymousFunctionExpressionSyntax lambda, ExpressionSyntax start)
    {
        this.file = file;
        this.task = task;
        this.lambda = lambda;
        this.start = start;
    }

    /// <summary>The remedy for a mention in a lambda; null where the lambda may run more or less than once.</summary>
    public static async Task<Remedy?> ProposeAsync(Fault fault)
    {
        var file = fault.File.Afresh();
        return Expressions.Bare(fault.Node as ExpressionSyntax) is IdentifierNameSyntax name && At(name, file) is { } captured
            ? await captured.WriteAsync(name).ConfigureAwait(false)
            : null;
    }

    private static CapturedTask? At(IdentifierNameSyntax name, SourceFile file)
    {
        if (file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is not { DeclaringSyntaxReferences: [var declared] } task
            || task is not (ILocalSymbol { IsRef: false } or IParameterSymbol { RefKind: RefKind.None })
            || declared.SyntaxTree != file.Root.SyntaxTree
            || Mentions.FunctionOf(name) is not AnonymousFunctionExpressionSyntax lambda
            || lambda.Span.Contains(declared.Span)
            || OneRun(lambda, file) is not { } start
            || Mentions.FunctionOf(start) != Mentions.FunctionOf(declared.GetSyntax(file.Cancellation))
            || Mentions.Of(task, name, file).Exists(Mentions.IsWritten))
            return null;
        return new CapturedTask(file, task, lambda, start);
    }

    /// <summary>The call or creation that has a lambda run exactly once, some time.</summary>
    private static ExpressionSyntax? OneRun(AnonymousFunctionExpressionSyntax lambda, SourceFile file)
    {
        if (Expressions.Dressed(lambda).Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: { } made } }
            || file.Model.GetSymbolInfo(made, file.Cancellation).Symbol is not IMethodSymbol method
            || method.ContainingType.ContainingNamespace.ToDisplayString() is not ("System.Threading" or "System.Threading.Tasks"))
            return null;
        return (method.ContainingType.Name, method.Name) switch
        {
            ("Task", "Run") or ("TaskFactory", "StartNew") or ("ThreadPool", "QueueUserWorkItem") => made as ExpressionSyntax,
            // A thread that is not started at once may never be.
            ("Thread", ".ctor") => made is ObjectCreationExpressionSyntax { Parent: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start" } access }
                ? access.Parent as InvocationExpressionSyntax : null,
            _ => null,
        };
    }

    private async Task<Remedy?> WriteAsync(IdentifierNameSyntax name)
    {
        var type = file.Model.GetTypeInfo(name, file.Cancellation);
        var mentions = Mentions.Of(task, name, file).FindAll(mention => lambda.Span.Holds(mention));
        if (type.Type is not { } taskType || file.Contracts.RoleOf(taskType) != TypeRole.Protected
            || HandleApi.Of(taskType, file) is not { } api
            || Place.Around(start) is not { } place || !IsReachedFor(place) || lambda.DescendantNodes().Any(node => node is GotoStatementSyntax)
            || mentions.Exists(mention => Mentions.FunctionOf(mention) != lambda))
            return null;
        var isNullable = type.Nullability.FlowState == NullableFlowState.MaybeNull || mentions.Exists(Mentions.IsNullTest);
        var pid = Name(name);
        var declared = file.Layout.UsesVar ? "var" : file.Imports.NameOf(api.Pid, start.SpanStart) + (isNullable ? "?" : "");
        var steps = new Steps(file);
        if (!place.Write(file, Frame.Above($"{declared} {pid} = {task.Name}{(isNullable ? "?." : ".")}{api.GetPid}();"))
            || await steps.NextAsync(lambda.Span).ConfigureAwait(false) is not [var span]
            || !LookUp(steps.File, span, pid, isNullable, api)
            || await steps.NextAsync(span).ConfigureAwait(false) is not [var looked]
            || !Put(steps.File, looked, pid)
            || steps.Finish() is not { } edits)
            return null;
        return new Remedy("Pid", $"Hand a {api.Pid.Name} to the lambda instead of the task", edits);
    }

    /// <summary>Makes each mention in the lambda a lookup by the pid.</summary>
    private bool LookUp(SourceFile edited, TextSpan span, string pid, bool isNullable, HandleApi api)
    {
        if (FunctionAt(edited, span) is not { } function)
            return false;
        var names = function.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == task.Name && edited.Model.GetSymbolInfo(name).Symbol is { } symbol
                && symbol.Kind == task.Kind && !function.Span.Contains(symbol.DeclaringSyntaxReferences.FirstOrDefault()?.Span ?? default))
            .ToList();
        if (names.Count == 0 || edited.Model.GetSymbolInfo(names[0]).Symbol is not { } captured)
            return false;
        var uses = names.ConvertAll(name => HeldUse.Of(name, edited));
        return !uses.Exists(use => use.Need is Need.Impossible or Need.Write)
            && HeldUses.Rewrite(edited, uses, new HeldValue(captured, isNullable, api) { TaskName = "found" }, pid);
    }

    /// <summary>Puts the pid at the end of the lambda.</summary>
    private static bool Put(SourceFile edited, TextSpan span, string pid)
    {
        var frame = Frame.Block("using (" + pid + ")");
        return FunctionAt(edited, span) switch
        {
            { ExpressionBody: { } body } => new ExpressionBody(body) is var whole && !whole.IsTree(edited.Model) && whole.Write(edited, frame),
            { Block.Statements: { Count: > 0 } statements } => new StatementRun([.. statements], 0, statements.Count - 1).Write(edited, frame),
            _ => false,
        };
    }

    private static AnonymousFunctionExpressionSyntax? FunctionAt(SourceFile edited, TextSpan span) =>
        edited.Root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>();

    /// <summary>Whether the lambda is handed on whenever the place is reached, and nothing is called before.</summary>
    private bool IsReachedFor(Place place)
    {
        if (place.IsLoopHeader(start) || Expressions.IsReachedConditionally(start, place.Span))
            return false;
        // Whoever catches what the call throws goes on with a pid that nobody puts.
        if (start.Ancestors().TakeWhile(outer => outer is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax
                or LocalFunctionStatementSyntax)).Any(outer => outer is TryStatementSyntax { Catches.Count: > 0 }))
            return false;
        for (SyntaxNode node = start; node.Parent is { } outer && place.Span.Contains(outer.Span); node = outer)
            if (outer is not (AwaitExpressionSyntax or ParenthesizedExpressionSyntax or AssignmentExpressionSyntax
                or EqualsValueClauseSyntax or VariableDeclaratorSyntax or VariableDeclarationSyntax { Variables.Count: 1 }
                or MemberAccessExpressionSyntax or ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax)
                && !(outer is InvocationExpressionSyntax call && call.Expression == node))
                return false;
        return true;
    }

    private string Name(IdentifierNameSyntax near)
    {
        var wanted = HeldValue.Renamed(task.Name);
        if (wanted == task.Name)
            wanted += "Pid";
        return FreeName.Near(near, wanted) is var name && name == wanted ? name : FreeName.Near(near, "held");
    }
}
