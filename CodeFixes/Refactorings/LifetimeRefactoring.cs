using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Refactorings;

/// <summary>A change that is offered where it can be made, without a fault that asks for it.</summary>
public abstract class LifetimeRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public sealed override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (context.Document.SourceCodeKind != SourceCodeKind.Regular
            || await Fault.LocateAsync(context.Document, context.Span, [], context.CancellationToken).ConfigureAwait(false) is not { } place
            || await ProposeAsync(place).ConfigureAwait(false) is not { } remedy)
            return;
        var solution = context.Document.Project.Solution;
        context.RegisterRefactoring(
            CodeAction.Create(remedy.Title, _ => Task.FromResult(remedy.Edits.ApplyTo(solution)), GetType().Name));
    }

    /// <summary>What is offered for the selection, or the cursor; null where the change can not be made.</summary>
    private protected abstract Task<Remedy?> ProposeAsync(Fault place);
}
