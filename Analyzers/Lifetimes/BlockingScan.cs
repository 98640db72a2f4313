using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.Evaluation;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>Whether a body that touches no lifetime may sleep, which its callers must know: a walk over its operations, without a graph.</summary>
internal sealed class BlockingScan(ContractReader contracts, ISummarySource summaries)
{
    private readonly Pauses pauses = new();
    private readonly Dictionary<IMethodSymbol, IOperation> localFunctions = new(SymbolEqualityComparer.Default);
    private bool asksForCompletion;

    /// <summary>What to tell the callers of a method; null where it holds nobody up.</summary>
    public Summary? SummaryOf(IMethodSymbol method, IOperation root)
    {
        foreach (var operation in root.Descendants())
        {
            if (operation is ILocalFunctionOperation { Body: { } inner } local)
                localFunctions[local.Symbol] = inner;
            asksForCompletion |= operation is IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" };
        }

        try
        {
            Walk(root, method);
        }
        catch (InsufficientExecutionStackException)
        {
            return null;
        }

        return pauses.Any ? Summary.OfPauses(pauses.Blocking, pauses.Waiting) : null;
    }

    private void Walk(IOperation operation, IMethodSymbol function)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var child in operation.ChildOperations)
        {
            if (child is ILocalFunctionOperation || (child is IAnonymousFunctionOperation lambda && !RunsNow(lambda)))
                continue;
            Look(child, function);
            Walk(child, child is IAnonymousFunctionOperation { Symbol: var inner } ? inner : function);
        }
    }

    private void Look(IOperation operation, IMethodSymbol function)
    {
        var (callee, instance, arguments) = operation switch
        {
            IInvocationOperation invocation => (invocation.TargetMethod, invocation.Instance, invocation.Arguments),
            IPropertyReferenceOperation { Property.GetMethod: { } getter } reference => (getter, reference.Instance, reference.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, null, creation.Arguments),
            _ => (null, null, ImmutableArray<IArgumentOperation>.Empty),
        };
        if (callee is null || pauses.IsBehindAwait(function, operation.Syntax)
            || (LibraryFacts.IsPlainIterator(callee) && !IsGoneThrough(operation)))
            return;
        if (callee.MethodKind == MethodKind.LocalFunction && localFunctions.TryGetValue(callee.OriginalDefinition, out var inner))
        {
            localFunctions.Remove(callee.OriginalDefinition); // once is enough
            Walk(inner, callee.OriginalDefinition);
            return;
        }

        var traits = contracts.TraitsOf(callee);
        var summary = summaries.Find(callee);
        var isKnown = (traits & MethodTraits.KnownToWait) != 0 && !BlockingFacts.IsAtOnce(arguments) && !IsDone(BlockingFacts.TaskOf(instance));
        var isOwn = isKnown || (traits & MethodTraits.MayBlock) != 0;
        if (!isOwn && summary is not { MayBlock: true })
            return;
        pauses.Any = true;
        if (isOwn || summary?.Blocking is not null)
            pauses.Block(operation.Syntax);
        if (isKnown || (traits & MethodTraits.Waits) != 0 || summary?.Waiting is not null)
            pauses.Wait(operation.Syntax);
    }

    /// <summary>Whether what a call gives is gone through on the spot.</summary>
    private static bool IsGoneThrough(IOperation sequence) => sequence.Parent switch
    {
        IConversionOperation conversion => IsGoneThrough(conversion),
        IForEachLoopOperation loop => loop.Collection == sequence,
        ISpreadOperation => true,
        IArgumentOperation { Parameter: { } parameter, Parent: { } call } =>
            LibraryFacts.GoesThrough(parameter) || (LibraryFacts.GoesThroughLater(parameter) && IsGoneThrough(call)),
        _ => false,
    };

    /// <summary>Without a graph it is not known when a task was asked whether it is done, so that counts everywhere.</summary>
    private bool IsDone(IOperation? task) =>
        BlockingFacts.IsDone(task) || (asksForCompletion && BlockingFacts.DonePropertiesOf(task?.Type).Any());

    private bool RunsNow(IAnonymousFunctionOperation lambda)
    {
        IOperation? holder = lambda.Parent;
        while (holder is IDelegateCreationOperation or IConversionOperation)
            holder = holder.Parent;
        return holder is IArgumentOperation { Parameter: { } parameter }
            && ((contracts.TraitsOf(parameter) & ReferenceTraits.InvokedDuringCall) != 0 || LibraryFacts.RunsDuringCall(parameter));
    }
}
