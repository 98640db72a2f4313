using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Lifetimes.State;

/// <summary>What is known of one examination at one point of one world.</summary>
internal enum ExaminationState
{
    /// <summary>Begun: to be ended by this body.</summary>
    Begun,

    /// <summary>It could not be begun.</summary>
    NotBegun,

    /// <summary>Ended well: what was read counts.</summary>
    Ended,

    /// <summary>The task woke up meanwhile: what was read does not count.</summary>
    Failed,

    /// <summary>Somebody else ends it, or it was reported already: nothing more is said of it.</summary>
    Unknown,
}

/// <summary>An examination: the variable that was passed to the call that begins it holds it.</summary>
internal sealed record ExaminationReference(int Id, SyntaxNode Site, ExaminationState State) : Reference(Id, Site)
{
    public override bool IsLike(Reference other) => other is ExaminationReference examination && examination.Id == Id && examination.State == State;

    public override int LikeHash => Id * 31 + (int)State;
}

/// <summary>Something that was read in an examination.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Site">Where it was read.</param>
/// <param name="Examination">The examination.</param>
/// <param name="Failed">What ended the examination badly; null as long as it may be good.</param>
internal sealed record ExaminedReference(int Id, SyntaxNode Site, int Examination, SyntaxNode? Failed) : Reference(Id, Site)
{
    public override bool IsLike(Reference other) =>
        other is ExaminedReference read && read.Id == Id && read.Examination == Examination && read.Failed is null == Failed is null;

    public override int LikeHash => Id * 2 + (Failed is null ? 0 : 1);
}
