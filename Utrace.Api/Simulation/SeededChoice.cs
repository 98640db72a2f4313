namespace Utrace.Simulation;

/// <summary>Choices that depend on the seed alone: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), the same on every runtime.</summary>
internal sealed class SeededChoice(int seed)
{
    private ulong _state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL);

    /// <summary>A number from 0 up to but not including a bound.</summary>
    public int Below(int bound)
    {
        unchecked
        {
            ulong z = _state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return (int)((z ^ (z >> 31)) % (ulong)bound);
        }
    }
}
