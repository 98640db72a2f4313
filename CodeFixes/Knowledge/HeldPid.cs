using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>A variable that holds the pid of a task: the one by which it was looked up, or one that was taken from it.</summary>
internal sealed class HeldPid
{
    private readonly SyntaxNode from;
    private readonly ISymbol symbol;
    private readonly ISymbol root;
    private readonly SourceFile file;

    private HeldPid(string text, SyntaxNode from, ISymbol symbol, ISymbol root, bool isSure, SourceFile file)
    {
        Text = text;
        this.from = from;
        this.symbol = symbol;
        this.root = root;
        this.file = file;
        IsSure = isSure;
    }

    public string Text { get; }

    /// <summary>Whether it is a local or a parameter, which nobody else writes.</summary>
    public bool IsVariable => symbol is ILocalSymbol or IParameterSymbol;

    /// <summary>Whether it is known not to be null.</summary>
    public bool IsSure { get; }

    /// <summary>The pid of a plain lookup, if it is a variable.</summary>
    public static HeldPid? Of(Lookup? lookup, SourceFile file)
    {
        if (lookup is null || Expressions.Bare(lookup.Pid) is not { } pid || !Expressions.IsSimple(pid))
            return null;
        var isSure = !lookup.Conditional
            && file.Model.GetTypeInfo(lookup.Pid, file.Cancellation).Nullability.FlowState != NullableFlowState.MaybeNull;
        var first = pid.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().FirstOrDefault();
        return file.Model.GetSymbolInfo(pid, file.Cancellation).Symbol is { } symbol && first is not null
            && file.Model.GetSymbolInfo(first, file.Cancellation).Symbol is { } root
                ? new HeldPid(pid.ToString(), pid, symbol, root, isSure, file)
                : null;
    }

    /// <summary>The pid of a variable that holds one task all along: a local that is looked up once, or a parameter.</summary>
    public static HeldPid? Of(ISymbol task, SourceFile file)
    {
        if (task is not (ILocalSymbol or IParameterSymbol) || task.DeclaringSyntaxReferences is not [var reference]
            || reference.GetSyntax(file.Cancellation) is not { } declared
            || Mentions.Of(task, declared, file) is var mentions && mentions.Exists(Mentions.IsWritten))
            return null;
        return Of(Lookup.Of(WithoutFallback(Value(declared)), file), file) ?? Taken(mentions, file);
    }

    /// <summary>Whether a place is in the scope of the variable.</summary>
    private bool IsKnownAt(int position) =>
        file.Model.LookupSymbols(position, name: root.Name).Any(found => SymbolEqualityComparer.Default.Equals(found, root));

    /// <summary>Whether the variable that it begins with is declared in a piece of the text, and so not known outside it.</summary>
    public bool IsDeclaredIn(TextSpan span) =>
        root.DeclaringSyntaxReferences.Any(declared => declared.SyntaxTree == from.SyntaxTree && span.Contains(declared.Span));

    /// <summary>Whether the pid still is held, and is the same, at a use further down.</summary>
    public bool ReachesTo(SyntaxNode use)
    {
        if (use.SpanStart < from.SpanStart || !IsKnownAt(use.SpanStart))
            return false;
        // A field can be changed by a function that is called in between; that it is not is what the code relied on before, too.
        return !Mentions.MemberOf(from).DescendantNodes().OfType<ExpressionSyntax>()
            .Any(node => node.SpanStart > from.SpanStart && node.SpanStart < use.SpanStart && Ends(node));
    }

    /// <summary>The local that was filled with the pid of the task.</summary>
    private static HeldPid? Taken(List<IdentifierNameSyntax> mentions, SourceFile file)
    {
        foreach (var mention in mentions)
        {
            if (Expressions.CallOn(mention) is { ArgumentList.Arguments.Count: 0 } call
                && call.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }
                && file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is IMethodSymbol method
                && SymbolEqualityComparer.Default.Equals(method, file.Api.GetPid(method.ContainingType))
                && file.Model.GetDeclaredSymbol(declarator, file.Cancellation) is { } local)
                return new HeldPid(local.Name, declarator, local, local, isSure: true, file);
        }

        return null;
    }

    private static ExpressionSyntax? Value(SyntaxNode declared) => declared switch
    {
        VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
        SingleVariableDesignationSyntax { Parent: PatternSyntax pattern } =>
            ((pattern.Parent is UnaryPatternSyntax ? pattern.Parent : pattern).Parent as IsPatternExpressionSyntax)?.Expression,
        _ => null,
    };

    private bool Ends(ExpressionSyntax node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call => Names(access.Expression) && IsPut(call),
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } chain => Names(chain.Expression) && IsPut(call),
        IdentifierNameSyntax name => name.Identifier.ValueText == symbol.Name && Mentions.IsWritten(name) && Names(name),
        _ => false,
    };

    private bool IsPut(InvocationExpressionSyntax call) =>
        file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is IMethodSymbol method && file.Api.IsPut(method);

    private bool Names(ExpressionSyntax expression) =>
        SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(Expressions.Bare(expression)!, file.Cancellation).Symbol, symbol);

    /// <summary>The pid of the only lookup that a local is ever filled by, at its declaration or behind.</summary>
    public static HeldPid? OfOnlyLookup(ILocalSymbol task, SourceFile file)
    {
        if (task.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(file.Cancellation) is not { } declared)
            return null;
        var writes = Mentions.Of(task, declared, file).FindAll(Mentions.IsWritten);
        var initial = Value(declared) is { } first && !Mentions.IsNull(first) ? first : null;
        var value = writes switch
        {
            [] => initial,
            [{ Parent: AssignmentExpressionSyntax store }] when initial is null => store.Right,
            _ => null,
        };
        return Of(Lookup.Of(WithoutFallback(value), file), file);
    }

    private static ExpressionSyntax? WithoutFallback(ExpressionSyntax? value) =>
        Expressions.Bare(value) is BinaryExpressionSyntax { Right: ThrowExpressionSyntax } fallback ? fallback.Left : value;
}
