namespace Utrace.Oracles.Fixes;

/// <summary>What became of a program by a fix.</summary>
internal enum FixOutcome
{
    /// <summary>What was broken before no run breaks any more, nothing else is, and what could be seen is the same.</summary>
    Repaired,

    /// <summary>As <see cref="Repaired"/>, but no run has shown the fault before: nothing is worse, and the finding is gone.</summary>
    Unseen,

    /// <summary>
    /// As <see cref="Repaired"/>, but the call that was mended may sleep, and it is in a section still: where it stood it was excused
    /// by the very fault. That is the next thing to mend, and no fix can tell how.
    /// </summary>
    BlocksInSection,

    /// <summary>The program is no C# any more.</summary>
    DoesNotCompile,

    /// <summary>A run still breaks the rule there.</summary>
    NotRepaired,

    /// <summary>The analyzers still say it.</summary>
    StillFound,

    /// <summary>A run breaks something that it did not.</summary>
    BreaksAnother,

    /// <summary>The analyzers find something that they did not.</summary>
    FindsAnother,

    /// <summary>A run that was fine shows something else.</summary>
    ChangesResult,
}

/// <summary>A fix, and what became of the program.</summary>
/// <param name="Fix">The fix.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Because">What shows it, where it is bad.</param>
/// <param name="IsExhaustive">Whether these were all runs, before and after, within the bounds.</param>
/// <param name="Compared">How many runs were held against the same run before.</param>
internal sealed record CheckedFix(OfferedFix Fix, FixOutcome Outcome, string Because, bool IsExhaustive = false, int Compared = 0)
{
    public bool IsBad => Outcome is not (FixOutcome.Repaired or FixOutcome.Unseen or FixOutcome.BlocksInSection);
}
