using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>A task that is an argument of a call which has a partner that takes the pid in its place.</summary>
internal sealed class PidArgument
{
    private readonly ArgumentSyntax argument;
    private readonly IMethodSymbol method;
    private readonly IMethodSymbol partner;
    private readonly IParameterSymbol parameter;

    private PidArgument(ArgumentSyntax argument, IMethodSymbol method, IMethodSymbol partner, IParameterSymbol parameter, bool mayBlock,
        bool mayBeStale)
    {
        this.argument = argument;
        this.method = method;
        this.partner = partner;
        this.parameter = parameter;
        MayBlock = mayBlock;
        MayBeStale = mayBeStale;
    }

    /// <summary>The name of the partner.</summary>
    public string Partner => partner.Name;

    /// <summary>Whether the call may sleep, so that no section holds the task while it runs.</summary>
    public bool MayBlock { get; }

    /// <summary>Whether the call throws where it can not do its work: what it returns is a reference.</summary>
    public bool Throws { get; private init; }

    /// <summary>Whether the call looks at its receiver first, so that the task may be stale.</summary>
    public bool MayBeStale { get; }

    /// <summary>The task, an expression, as such an argument; null if it is none.</summary>
    public static PidArgument? Of(ExpressionSyntax task, SourceFile file)
    {
        var dressed = Expressions.Dressed(task);
        if (dressed.Parent is CastExpressionSyntax cast)
            dressed = Expressions.Dressed(cast);
        if (dressed.Parent is not ArgumentSyntax { RefKindKeyword.RawKind: 0, Parent.Parent: InvocationExpressionSyntax call } argument
            || file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is not IMethodSymbol method
            || Expressions.ParameterOf(argument, file.Model) is not { } parameter
            || Expressions.NameOf(call) is null
            || file.Api.WithPid(method, parameter) is not { } partner
            || !file.Model.IsAccessible(task.SpanStart, partner))
            return null;
        return new PidArgument(
            argument,
            method,
            partner,
            parameter,
            (file.Contracts.TraitsOf(method) & MethodTraits.MayBlock) != 0,
            (file.Contracts.TraitsOf(parameter) & ReferenceTraits.StaleTolerant) != 0)
        {
            Throws = file.Contracts.RoleOf(method.ReturnType) == TypeRole.Counted,
        };
    }

    /// <summary>Passes the pid to the partner.</summary>
    public void Write(SourceFile file, string pid)
    {
        var call = (InvocationExpressionSyntax)argument.Parent!.Parent!;
        if (partner.Name != method.Name)
            file.Edits.Replace(Expressions.NameOf(call)!.Identifier.Span, partner.Name);
        if (argument.NameColon is { } name)
            file.Edits.Replace(name.Name.Span, partner.Parameters[parameter.Ordinal].Name);
        file.Edits.Replace(argument.Expression.Span, pid);
    }

}
