using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>
/// A private method that returns a task in a tuple out of its section: the element becomes a reference on the pid, which each caller
/// holds up to the end of its block, and looks the task up by.
/// </summary>
internal sealed class ReturnedTuple
{
    private readonly SourceFile file;
    private readonly HeldElement element;
    private readonly HandleApi api;
    private readonly HashSet<ISymbol> renamed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<(SyntaxNode, string)> given = [];

    private ReturnedTuple(SourceFile file, HeldElement element, HandleApi api)
    {
        this.file = file;
        this.element = element;
        this.api = api;
    }

    public static Remedy? Propose(Fault fault)
    {
        var file = fault.File.Afresh();
        if (Mentions.FunctionOf(fault.Node) is not MethodDeclarationSyntax declaration
            || file.Model.GetDeclaredSymbol(declaration, file.Cancellation) is not { } method || !OwnMethod.IsOnlyOurs(method, file)
            || HeldElement.Of(method.ReturnType, declaration.ReturnType, file) is not { } element
            || HandleApi.Of(element.Field.Type, file) is not { } api
            || ReturnedTask.Returned(declaration) is not { Count: > 0 } returned
            || !returned.Exists(value => value.Span.Contains(fault.Span)))
            return null;
        var tuple = new ReturnedTuple(file, element, api);
        return returned.TrueForAll(tuple.Convert) && tuple.Retype()
            && OwnMethod.CallsOf(method, declaration, file) is { } calls && calls.TrueForAll(tuple.Receive)
            && SolutionEdits.Of(file) is { } edits
                ? new Remedy("Pid", $"Return a {api.Pid.Name} from '{method.Name}' instead of the task", edits)
                : null;
    }

    private bool IsNullable => element.Field.Type.NullableAnnotation != NullableAnnotation.NotAnnotated;

    private bool Convert(ExpressionSyntax value)
    {
        if (!HeldElement.IsLiteral(value) || element.MayFailIn(value))
            return false;
        element.RenameIn(file, value);
        return element.In(value) is not { } task
            || OwnMethod.MayTakePid(task, file) && HeldWrites.Convert(file, task, api, looksUp: true);
    }

    private bool Retype()
    {
        var type = element.Written.Type;
        file.Edits.Replace(type.Span, file.Imports.NameOf(api.Pid, type.SpanStart) + (type is NullableTypeSyntax ? "?" : ""));
        if (element.Written.Identifier is { RawKind: not 0 } name && name.ValueText != element.NewName)
            file.Edits.Replace(name.Span, element.NewName);
        return true;
    }

    /// <summary>What a caller does with the tuple: it takes it apart at once, or keeps it in a local.</summary>
    private bool Receive(InvocationExpressionSyntax call) => call.Parent switch
    {
        AssignmentExpressionSyntax { Left: DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax parts }, Parent: ExpressionStatementSyntax statement } =>
            parts.Variables[element.Field.ContainingType.TupleElements.IndexOf(element.Field)] is SingleVariableDesignationSyntax part
            && HeldLocal.Of(part, IsNullable, api, renamed, file) is { } local
            && local.FreshName(given) is var name && local.Write(name) && Hold(statement, name),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Type.IsVar: true, Parent: LocalDeclarationStatementSyntax statement } } declarator } =>
            file.Model.GetDeclaredSymbol(declarator, file.Cancellation) is ILocalSymbol whole && RewriteParts(whole, declarator)
            && Hold(statement, whole.Name + "." + element.NewName),
        _ => false,
    };

    private bool RewriteParts(ILocalSymbol whole, VariableDeclaratorSyntax declarator)
    {
        var uses = new List<HeldUse>();
        foreach (var mention in Mentions.Of(whole, declarator, file))
        {
            if (Mentions.FunctionOf(mention) != Mentions.FunctionOf(declarator))
                return false;
            if (element.UseOf(mention, file) is not { } use)
                continue;
            if (use.Need is Need.Impossible or Need.Write)
                return false;
            uses.Add(use);
        }

        return HeldUses.Rewrite(file, uses, new HeldValue(whole, IsNullable, api), element.NewName);
    }

    /// <summary>Puts the pid at the end of the block.</summary>
    private bool Hold(StatementSyntax statement, string pid)
    {
        if (statement.Parent is not BlockSyntax || StatementRun.ListOf(statement) is not { } list
            || list.Exists(other => other is LabeledStatementSyntax))
            return false;
        var held = FreeName.Near(statement, "held");
        var member = Mentions.MemberOf(statement);
        for (var number = 2; !given.Add((member, held)); number++)
            held = FreeName.Near(statement, "held" + number);
        var declared = file.Layout.UsesVar ? "var" : file.Imports.NameOf(api.Pid, statement.SpanStart) + (IsNullable ? "?" : "");
        var at = list.IndexOf(statement);
        return new StatementRun(list, at, at).Write(file, Frame.Below($"using {declared} {held} = {pid};"));
    }
}
