using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Results that may not be dropped.</summary>
internal sealed partial class Evaluator
{
    /// <summary>A statement is a call that nobody asks for its answer.</summary>
    private void ReportDropped(IOperation statement)
    {
        if (body.Findings.IsOpen && CallWithAnswer(statement) is { } dropped)
            body.Findings.Report(FindingKind.DroppedResult, dropped.Syntax);
    }

    /// <summary>An answer goes into a local, and no further.</summary>
    private void ReportUnread(ISimpleAssignmentOperation assignment)
    {
        if (body.Findings.IsOpen && CallWithAnswer(assignment.Value) is { } unread && IsDeadLocal(assignment))
            body.Findings.Report(FindingKind.DroppedResult, unread.Syntax);
    }

    /// <summary>Whether the answer of a call is dropped, which is a finding of its own.</summary>
    private bool IsDropped(Call call)
    {
        if ((body.Contracts.TraitsOf(call.Method) & MethodTraits.MustCheck) == 0)
            return false;
        var holder = call.Operation.Parent;
        while (holder is IConversionOperation or IAwaitOperation)
            holder = holder.Parent;
        return holder is IExpressionStatementOperation || (holder is ISimpleAssignmentOperation assignment && IsDeadLocal(assignment));
    }

    /// <summary>The call whose answer an expression is, where that may not be dropped.</summary>
    private IInvocationOperation? CallWithAnswer(IOperation expression)
    {
        expression = Bare(expression);
        if (expression is IAwaitOperation await)
            expression = Bare(await.Operation);
        if (expression is IInvocationOperation { TargetMethod.Name: nameof(Task.ConfigureAwait), Instance: { } awaited })
            expression = Bare(awaited);
        return expression is IInvocationOperation call && (body.Contracts.TraitsOf(call.TargetMethod) & MethodTraits.MustCheck) != 0 ? call : null;
    }

    /// <summary>Whether a value goes into a local that nothing ever reads, and whose name does not say that this is meant.</summary>
    private bool IsDeadLocal(ISimpleAssignmentOperation assignment) =>
        assignment.Target is ILocalReferenceOperation { Local: { Name: not "_", RefKind: RefKind.None } local } && !body.Locals.IsRead(local, graph.OriginalOperation);
}
