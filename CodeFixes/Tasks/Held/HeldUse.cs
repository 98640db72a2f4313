using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>What a mention needs of what held a task when that holds a pid.</summary>
internal enum Need
{
    /// <summary>Nothing that a new name does not give: a null test, <c>nameof</c>, a reference in a comment.</summary>
    Name,

    /// <summary>It is assigned to.</summary>
    Write,

    /// <summary>The pid: for the partner of the called method, or to take a reference.</summary>
    Pid,

    /// <summary>A task that may be stale or null.</summary>
    AnyTask,

    /// <summary>The task itself.</summary>
    Task,

    /// <summary>What can not be given safely.</summary>
    Impossible,
}

/// <summary>One mention of what held a task.</summary>
internal sealed class HeldUse
{
    private HeldUse(SimpleNameSyntax name, ExpressionSyntax access, Need need, bool wantsSure)
    {
        Name = name;
        Access = access;
        Need = need;
        WantsSure = wantsSure;
    }

    /// <summary>The name where it is mentioned.</summary>
    public SimpleNameSyntax Name { get; }

    /// <summary>The whole access, with what stands in front of the name.</summary>
    public ExpressionSyntax Access { get; }

    public Need Need { get; }

    /// <summary>Whether the code relies on it not being null.</summary>
    public bool WantsSure { get; }

    /// <summary>Whether it is the name that matters, not the value: <c>nameof</c>, a reference in a comment.</summary>
    public bool IsOnlyName => Name.IsPartOfStructuredTrivia()
        || Mentions.IsNameOf(Access.Parent);

    /// <summary>Whether it is written that it is not null, where the compiler does not know.</summary>
    public bool IsForced =>
        Expressions.Dressed(Access) != Access && Expressions.Dressed(Access).ToString().EndsWith("!", StringComparison.Ordinal);

    /// <summary>The access with the new name in it.</summary>
    public string Renamed(string name)
    {
        if (IsWhole)
            return Access + "." + name;
        var text = Access.ToString();
        return text.Substring(0, Name.SpanStart - Access.SpanStart) + name + text.Substring(Name.Span.End - Access.SpanStart);
    }

    public static HeldUse Of(SimpleNameSyntax name, SourceFile file)
    {
        if (name.IsPartOfStructuredTrivia())
            return new HeldUse(name, name, Need.Name, wantsSure: false);
        if (name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } initializer && initializer.Left == name)
            return new HeldUse(name, name, Need.Write, wantsSure: false);
        var access = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : (ExpressionSyntax)name;
        return Expressions.IsSimple(access)
            ? Of(name, access, file)
            : new HeldUse(name, access, Need.Impossible, wantsSure: false);
    }

    /// <summary>A mention by an access that gives the same thing each time: a member, an element.</summary>
    public static HeldUse Of(SimpleNameSyntax name, ExpressionSyntax access, SourceFile file)
    {
        var state = file.Model.GetTypeInfo(access, file.Cancellation).Nullability.FlowState;
        var dressed = Expressions.Dressed(access);
        var isChained = dressed.Parent is ConditionalAccessExpressionSyntax chain && chain.Expression == dressed;
        // What is forced counts as known not to be null, for the compiler too.
        var wantsSure = !isChained && (state != NullableFlowState.MaybeNull || IsReceiver(dressed));
        return new HeldUse(name, access, NeedOf(name, access, dressed, file), wantsSure);
    }

    /// <summary>A mention that can not be served.</summary>
    public static HeldUse Refused(SimpleNameSyntax name, ExpressionSyntax access) => new(name, access, Need.Impossible, wantsSure: false);

    /// <summary>A mention by which the tuple that holds the task is assigned as a whole.</summary>
    public static HeldUse Whole(SimpleNameSyntax name, ExpressionSyntax access) =>
        new(name, access, Need.Write, wantsSure: false) { IsWhole = true };

    /// <summary>Whether it names the tuple that holds the task, and not the task in it.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>A mention that changes what is held, and is rewritten where it stands.</summary>
    public static HeldUse Change(SimpleNameSyntax name, ExpressionSyntax access) =>
        new(name, access, Need.Write, wantsSure: false) { IsWritten = true };

    /// <summary>Whether somebody else rewrites it: nothing is left to do but to keep lookups from spanning it.</summary>
    public bool IsWritten { get; private init; }

    private static Need NeedOf(SimpleNameSyntax name, ExpressionSyntax access, ExpressionSyntax dressed, SourceFile file)
    {
        if (name.Parent is MemberBindingExpressionSyntax or NameColonSyntax or ExpressionColonSyntax)
            return Need.Impossible;
        if (Mentions.IsNullTest(access))
            return Need.Name;
        if (dressed.Parent is AssignmentExpressionSyntax assignment && assignment.Left == dressed)
            return Need.Write;
        if (PidArgument.Of(access, file) is not null || IsGetPid(dressed, file))
            return Need.Pid;
        return dressed.Parent switch
        {
            ArgumentSyntax passed => OfArgument(passed, file),
            MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax => Need.Task,
            IsPatternExpressionSyntax or InterpolationSyntax => Need.Task,
            BinaryExpressionSyntax binary => binary.IsKind(SyntaxKind.AsExpression) ? Need.Impossible : Need.Task,
            ConditionalExpressionSyntax or CastExpressionSyntax => Need.Impossible,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } } => Need.Task,
            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } store =>
                IsJudgedItself(store.Left, file) ? Need.Task : Need.Impossible,
            _ => Need.Impossible,
        };
    }

    private static Need OfArgument(ArgumentSyntax argument, SourceFile file)
    {
        if (argument.RefKindKeyword != default
            || argument.Parent?.Parent is not
                (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax)
            || Expressions.ParameterOf(argument, file.Model) is not { } parameter)
            return Need.Impossible;
        if ((file.Contracts.TraitsOf(parameter) & ReferenceTraits.StaleTolerant) != 0)
            return Need.AnyTask;
        if (LibraryFacts.Keeps(parameter)
            || parameter.ContainingSymbol is IMethodSymbol method && (file.Contracts.TraitsOf(method) & MethodTraits.MayBlock) != 0)
            return Need.Impossible;
        return Need.Task;
    }

    /// <summary>
    /// Whether a task may be stored in a target for now: a local ends with the section, a member of its type is a finding.
    /// </summary>
    private static bool IsJudgedItself(ExpressionSyntax target, SourceFile file) =>
        file.Model.GetSymbolInfo(target, file.Cancellation).Symbol switch
        {
            ILocalSymbol local => !local.IsRef,
            IParameterSymbol parameter => parameter.RefKind == RefKind.None,
            IFieldSymbol field => file.Contracts.RoleOf(field.Type) == TypeRole.Protected,
            IPropertySymbol property => !property.IsIndexer && file.Contracts.RoleOf(property.Type) == TypeRole.Protected,
            _ => false,
        };

    private static bool IsReceiver(ExpressionSyntax dressed) =>
        dressed.Parent is MemberAccessExpressionSyntax access && access.Expression == dressed;

    private static bool IsGetPid(ExpressionSyntax dressed, SourceFile file) =>
        Expressions.CallOn(dressed) is { ArgumentList.Arguments.Count: 0 } call
        && file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is IMethodSymbol { ContainingType: { } type } method
        && SymbolEqualityComparer.Default.Equals(file.Api.GetPid(type), method);
}
