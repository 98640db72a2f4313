using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Counted;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>
/// An <c>out</c> parameter of a private method by which a task leaves its section: it gives a reference on the pid, which each caller
/// looks the task up by, and puts.
/// </summary>
internal sealed class HandedOutTask
{
    private readonly SourceFile file;
    private readonly IMethodSymbol method;
    private readonly MethodDeclarationSyntax declaration;
    private readonly IParameterSymbol task;
    private readonly ParameterSyntax parameter;
    private readonly HandleApi api;

    private HandedOutTask(
        SourceFile file, IMethodSymbol method, MethodDeclarationSyntax declaration, IParameterSymbol task, ParameterSyntax parameter, HandleApi api)
    {
        this.file = file;
        this.method = method;
        this.declaration = declaration;
        this.task = task;
        this.parameter = parameter;
        this.api = api;
    }

    public static async Task<Remedy?> ProposeAsync(Fault fault)
    {
        if (At(fault) is not { } found || !found.Write() || SolutionEdits.Of(found.file) is not { } edits
            || await OwedPuts.OfHeldTask(fault).SettleAsync(edits).ConfigureAwait(false) is not { } settled)
            return null;
        return new Remedy("Pid", $"Hand a {found.api.Pid.Name} out of '{found.method.Name}' instead of the task", settled);
    }

    private static HandedOutTask? At(Fault fault)
    {
        var file = fault.File.Afresh();
        return fault.Node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } store && store.Right.Span.Contains(fault.Span)
            && file.Model.GetSymbolInfo(store.Left, file.Cancellation).Symbol is IParameterSymbol { RefKind: RefKind.Out } task
            && file.Contracts.RoleOf(task.Type) == TypeRole.Protected && HandleApi.Of(task.Type, file) is { } api
            && task.ContainingSymbol is IMethodSymbol method && OwnMethod.IsOnlyOurs(method, file)
            && Mentions.FunctionOf(store) is MethodDeclarationSyntax declaration
            && task.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax(file.Cancellation) is ParameterSyntax { Type: not null } parameter
            && declaration.Span.Holds(parameter)
                ? new HandedOutTask(file, method, declaration, task, parameter, api)
                : null;
    }

    private bool IsNullable => task.NullableAnnotation != NullableAnnotation.NotAnnotated;

    private bool Write()
    {
        var value = new HeldParameter(task, parameter, IsNullable, api);
        var name = value.NewName;
        var uses = new List<HeldUse>();
        var mentions = Mentions.Of(task, declaration, file);
        if (LosesOne(mentions.FindAll(Mentions.IsWritten)))
            return false;
        foreach (var mention in mentions)
        {
            var use = HeldUse.Of(mention, file);
            if (use.Need == Need.Write)
            {
                if (mention.Parent is not AssignmentExpressionSyntax store || !HeldWrites.IsStatement(file, store)
                    || !OwnMethod.MayTakePid(store.Right, file) || !HeldWrites.Convert(file, store.Right, api, looksUp: true))
                    return false;
                if (name != task.Name)
                    file.Edits.Replace(mention.Span, name);
                use = HeldUse.Change(mention, mention);
            }

            if (use.Need == Need.Impossible || Mentions.FunctionOf(mention) != declaration)
                return false;
            uses.Add(use);
        }

        value.Declare(file, parameter.Type is NullableTypeSyntax);
        return HeldUses.Rewrite(file, uses, value, name) && RewriteCalls(name);
    }

    /// <summary>Whether a reference that it was given may be overwritten: nobody could put that.</summary>
    private bool LosesOne(List<IdentifierNameSyntax> writes) => writes
        .Where(write => write.Parent is AssignmentExpressionSyntax store && !Mentions.IsNull(store.Right))
        .Any(given => ComesRound(given)
            || writes.Exists(write => write.SpanStart > given.SpanStart && Jumps.CanReach(given, write, parameter)));

    private static bool ComesRound(SyntaxNode write) =>
        write.Ancestors().FirstOrDefault(Jumps.IsLoop) is { } loop
        && !write.Ancestors().TakeWhile(outer => outer != loop).OfType<StatementSyntax>().Any(statement =>
            StatementRun.ListOf(statement)?.Last() is ReturnStatementSyntax or ThrowStatementSyntax);

    private bool RewriteCalls(string name)
    {
        if (OwnMethod.CallsOf(method, declaration, file) is not { } calls)
            return false;
        var renamed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var given = new HashSet<(SyntaxNode, string)>();
        var called = OwnMethod.Renamed(method);
        foreach (var call in calls)
        {
            if (call.ArgumentList.Arguments.FirstOrDefault(argument =>
                    Expressions.ParameterOf(argument, file.Model)?.Ordinal == task.Ordinal) is not { } handed)
                return false;
            if (handed.NameColon is { } label && name != task.Name)
                file.Edits.Replace(label.Name.Span, name);
            if (called != method.Name)
                file.Edits.Replace(Expressions.NameOf(call)!.Identifier.Span, called);
            if (!Receive(handed.Expression, renamed, given))
                return false;
        }

        if (called != method.Name)
            file.Edits.Replace(declaration.Identifier.Span, called);
        return true;
    }

    /// <summary>What a caller does with what it is handed; false where it goes into something that may hold another task.</summary>
    private bool Receive(ExpressionSyntax target, ISet<ISymbol> renamed, ISet<(SyntaxNode Member, string Name)> given)
    {
        switch (target)
        {
            case IdentifierNameSyntax { Identifier.ValueText: "_" }:
            case DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax, Type.IsVar: true }:
                return true;
            case DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax designation } declared
                when HeldLocal.Of(designation, IsNullable, api, renamed, file) is { } local:
                if (!declared.Type.IsVar)
                    Retype(declared.Type);
                return local.Write(local.FreshName(given));
            case IdentifierNameSyntax name when DeclarationOf(name) is var (type, declarator)
                && HeldLocal.Of(declarator, IsNullable, api, renamed, file, name) is { } filled:
                Retype(type);
                var fresh = filled.FreshName(given);
                if (fresh != filled.Symbol.Name)
                    file.Edits.Replace(name.Span, fresh);
                return filled.Write(fresh);
            default:
                return false;
        }
    }

    /// <summary>The declaration of a local that holds nothing before it is filled here.</summary>
    private (TypeSyntax Type, VariableDeclaratorSyntax Declarator)? DeclarationOf(IdentifierNameSyntax name) =>
        file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] }
        && declared.GetSyntax(file.Cancellation) is VariableDeclaratorSyntax
        {
            Parent: VariableDeclarationSyntax { Variables.Count: 1, Type: { IsVar: false } type, Parent: LocalDeclarationStatementSyntax },
        } declarator
        && (declarator.Initializer is null || Mentions.IsNull(declarator.Initializer.Value))
        && !name.Ancestors().Any(outer => Jumps.IsLoop(outer) && !outer.Span.Contains(declarator.Span))
            ? (type, declarator)
            : null;

    private void Retype(TypeSyntax type) =>
        file.Edits.Replace(type.Span, file.Imports.NameOf(api.Pid, type.SpanStart) + (type is NullableTypeSyntax ? "?" : ""));
}
