using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Iterators that sleep: they do so when somebody goes through what they gave.</summary>
internal sealed partial class Evaluator
{
    /// <summary>A call that makes such a sequence, passes one on, or goes through one.</summary>
    private (World World, Then Then) MeetSequences(World world, Call call, Summary? summary, Then then)
    {
        if (summary is { MayBlock: true } && LibraryFacts.IsPlainIterator(call.Method))
            return (world, Making(call, summary, then));
        if (world.Find(call.Receiver) is SequenceReference receiver)
            return call.Method.Name switch
            {
                "GetEnumerator" => (world, Giving(receiver, then)),
                "MoveNext" => (GoThrough(world, call.Syntax, receiver), then),
                _ => (world, then),
            };
        for (var i = 0; i < call.Arguments.Length; i++)
            if (world.Find(call.Values[i]) is SequenceReference sequence && call.Arguments[i].Parameter is { } parameter)
            {
                if (LibraryFacts.GoesThroughLater(parameter))
                    then = Giving(sequence, then);
                else if (LibraryFacts.GoesThrough(parameter))
                    world = GoThrough(world, call.Syntax, sequence);
            }

        return (world, then);
    }

    private World GoThrough(World world, SyntaxNode place, SequenceReference sequence)
    {
        // A section that the iterator itself leaves open is told there, and so is what sleeps in it; one of an earlier time is not its own.
        var isOwn = world.Sections.Open is [.., var innermost] && innermost.Site == sequence.Site
            && world.Sections.Open.Count(one => one.Site == sequence.Site) == 1;
        return Sleep(world, place, sequence.Pauses.Blocking is not null && !isOwn, sequence.Pauses.Waiting is not null, sequence.Pauses);
    }

    /// <summary>An iterator has done nothing yet when its call is over: the tasks of its caller are what they were.</summary>
    private static World Rewound(World after, World before) =>
        after.WithReferences(after.References.Select(reference =>
            reference is TaskReference && before.References.TryGet(reference.Id, out var untouched) ? untouched : reference));

    private Then Making(Call call, Summary summary, Then then) => (world, value) =>
    {
        var sequence = new SequenceReference(body.Sites.Latest(call.Syntax, -1), call.Syntax, summary) { Null = Nullness.No };
        Giving(sequence, then)(world, value);
    };

    /// <summary>What a task or a counted reference came out of is followed for that.</summary>
    private static Then Giving(SequenceReference sequence, Then then) => (world, value) =>
        then(value.Kind == ValueKind.Reference ? world : world.With(sequence), value.Kind == ValueKind.Reference ? value : Value.Of(sequence));
}
