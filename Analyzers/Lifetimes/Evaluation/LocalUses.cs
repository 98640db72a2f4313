using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>
/// Which locals of a body something reads, in it or in a function inside it, and which hold only what their declaration makes. Found
/// once, when first asked for.
/// </summary>
internal sealed class LocalUses
{
    private readonly HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IObjectCreationOperation> makers = new(SymbolEqualityComparer.Default);
    private HashSet<ISymbol>? read;

    /// <param name="local">The local.</param>
    /// <param name="anywhere">Any operation of the body.</param>
    public bool IsRead(ILocalSymbol local, IOperation anywhere) => Find(anywhere).Contains(local);

    /// <summary>The expression that makes what a local holds, where it is assigned nothing else.</summary>
    public IObjectCreationOperation? MakerOf(ILocalSymbol local, IOperation anywhere)
    {
        Find(anywhere);
        return makers.TryGetValue(local, out var maker) && !assigned.Contains(local) ? maker : null;
    }

    private HashSet<ISymbol> Find(IOperation anywhere)
    {
        if (read is not null)
            return read;
        var root = anywhere;
        while (root.Parent is { } parent)
            root = parent;
        read = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in root.Descendants())
            switch (operation)
            {
                case ILocalReferenceOperation { IsDeclaration: false } mention:
                    (IsTarget(mention) ? assigned : read).Add(mention.Local);
                    if (mention.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } or ITupleOperation)
                        assigned.Add(mention.Local);
                    break;
                case IVariableDeclaratorOperation { Initializer.Value: var value } declarator when Made(value) is { } creation:
                    makers[declarator.Symbol] = creation;
                    break;
            }

        return read;
    }

    private static IObjectCreationOperation? Made(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;
        return value as IObjectCreationOperation;
    }

    private static bool IsTarget(ILocalReferenceOperation mention) =>
        mention.Parent is ISimpleAssignmentOperation { IsRef: false } assignment && assignment.Target == mention;
}
