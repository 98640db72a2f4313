namespace Utrace.Oracles.Truth;

/// <summary>One decision of a run, by what it is about, so that another text of the same program can be asked the same.</summary>
/// <param name="What">A choice with its site, or an event of the environment.</param>
/// <param name="Line">Where an event happens; 0 for a choice, whose site says it.</param>
/// <param name="Taken">Whether it was chosen, or happened.</param>
internal readonly record struct Decision(string What, int Line, bool Taken)
{
    public bool IsEvent => Line != 0;
}
