using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Examinations: begun and ended by calls that can fail; what is read in between counts only if both did not.</summary>
internal sealed partial class Evaluator
{
    /// <summary>Tells an examination from the other references that a call makes.</summary>
    private const int ExaminationRole = -2;

    /// <summary>The answer of a call that did what it was asked to.</summary>
    private const int Success = 0;

    private static bool IsExamined(Reference? reference) => reference is ExaminationReference or ExaminedReference;

    /// <summary>The argument of a call that is an examination; null where it has none.</summary>
    private IArgumentOperation? ExaminationIn(Call call)
    {
        foreach (var argument in call.Arguments)
            if (argument.Parameter is { } parameter
                && (body.Contracts.TraitsOf(parameter) & (ReferenceTraits.BeginsExamination | ReferenceTraits.EndsExamination)) != 0)
                return argument;
        return null;
    }

    private void Examine(Call call, IArgumentOperation argument, World world, Then then)
    {
        // Where the answer is dropped that is the finding; what follows is judged as if all went well.
        var isDropped = IsDropped(call);
        if ((body.Contracts.TraitsOf(argument.Parameter!) & ReferenceTraits.BeginsExamination) == 0)
        {
            FinishExamination(call, world.Find<ExaminationReference>(call.Values[call.Arguments.IndexOf(argument)]), isDropped, world, then);
        }
        else if (SymbolOf(argument.Value) is ILocalSymbol local && !body.Shared.Contains(local))
        {
            body.Examines = true;
            var begun = new ExaminationReference(body.Sites.Latest(call.Syntax, ExaminationRole), call.Syntax, ExaminationState.Begun);
            then(Start(world, local, begun), Value.Of(Success));
            if (!isDropped)
                then(Start(world, local, begun with { State = ExaminationState.NotBegun, Turn = call.Syntax }), Value.AnyBut(Success));
        }
        else
        {
            // Who has an examination that is passed in or kept ends it, and knows how that went.
            then(world, Value.Unknown);
        }
    }

    private void FinishExamination(Call call, ExaminationReference? examination, bool isDropped, World world, Then then)
    {
        if (examination is not { State: ExaminationState.Begun })
        {
            then(world, Value.Unknown);
            return;
        }

        body.Findings.Settle(examination.Site);
        then(world.With(examination with { State = ExaminationState.Ended, Turn = call.Syntax }), Value.Of(Success));
        if (!isDropped)
            then(Fail(world, examination, call.Syntax), Value.AnyBut(Success));
    }

    private World Start(World world, ILocalSymbol local, ExaminationReference examination)
    {
        var term = Terms.Of(local);
        return world.With(examination with { Name = local.Name }).Assign(term, Value.Of(examination), Terms.DependentsOf(term));
    }

    /// <summary>Somebody else has an examination too, and may end it.</summary>
    private World ShareExamination(World world, Value value)
    {
        if (world.Find<ExaminationReference>(value) is not { State: not ExaminationState.Unknown } examination)
            return world;
        body.Findings.Settle(examination.Site);
        return world.With(examination with { State = ExaminationState.Unknown });
    }

    /// <summary>The task woke up: nothing counts that was read of it.</summary>
    private static World Fail(World world, ExaminationReference examination, SyntaxNode call) =>
        world.With(examination with { State = ExaminationState.Failed, Turn = call }).WithReferences(world.References.Select(reference =>
            reference is ExaminedReference read && read.Examination == examination.Id ? read with { Failed = call }
            : reference is ExaminationReference same && same.Id == examination.Id ? examination with { State = ExaminationState.Failed, Turn = call }
            : reference));

    /// <summary>A member of an examination, or of what was read in it, is read.</summary>
    private (World World, Value Value) ReadExamined(World world, Call call)
    {
        switch (world.Find(call.Receiver))
        {
            case ExaminationReference { State: ExaminationState.Begun } examination:
                return Read(world, call, examination.Id);
            case ExaminationReference { State: ExaminationState.NotBegun or ExaminationState.Ended or ExaminationState.Failed } examination:
                var why = examination.State switch
                {
                    ExaminationState.NotBegun => "is read although its examination did not begin; read it only where the call that begins it answers 0",
                    _ => "is read although its examination has ended; read it before, and use it only where the call that ends it answers 0",
                };
                body.Findings.Report(FindingKind.UnfinishedExamination, call.Syntax, why, null, examination.Turn);
                return (world.With(examination with { State = ExaminationState.Unknown }), Value.Unknown);
            case ExaminedReference { Failed: null } read when call.Method.ReturnType.SpecialType != SpecialType.System_Void:
                return Read(world, call, read.Examination);
            default:
                return (world, Value.Unknown);
        }
    }

    private (World World, Value Value) Read(World world, Call call, int examination)
    {
        var read = new ExaminedReference(body.Sites.Latest(call.Syntax, ExaminationRole), call.Syntax, examination, null);
        return (world.With(read), Value.Of(read));
    }

    /// <summary>What was read in an examination that failed is used.</summary>
    private World UseExamined(World world, Value value, IOperation use)
    {
        if (world.Find<ExaminedReference>(value) is not { Failed: { } failed } read)
            return world;
        body.Findings.Report(
            FindingKind.UnfinishedExamination, use.Syntax, "was read in an examination that failed; use it only where the call that ends it answers 0", null,
            read.Site, failed);
        return world.With(read with { Failed = null });
    }
}
