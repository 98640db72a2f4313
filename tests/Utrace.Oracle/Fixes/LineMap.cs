namespace Utrace.Oracles.Fixes;

/// <summary>
/// Which lines of a program before and after a fix are the same place: the longest common subsequence of the lines, indentation
/// aside. Lines that were rewritten in one go are one place together, with a negative number.
/// </summary>
internal sealed class LineMap
{
    // A line that says something is worth more than many braces: those are everywhere alike.
    private const int Telling = 10;

    private readonly int[] _before;
    private readonly int[] _after;

    public LineMap(string before, string after)
    {
        string[] old = LinesOf(before);
        string[] now = LinesOf(after);
        int[,] best = Lengths(old, now);
        _before = new int[old.Length];
        _after = new int[now.Length];
        int place = 1;
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j] && best[i, j] == best[i + 1, j + 1] + Worth(old[i]))
            {
                _before[i++] = _after[j++] = ++place;
            }
            else if (j == now.Length || i < old.Length && best[i, j] == best[i + 1, j])
            {
                _before[i++] = -place;
            }
            else
            {
                _after[j++] = -place;
            }
        }
    }

    /// <summary>The place of a line before the fix; lines count from 1.</summary>
    public int Before(int line) => At(_before, line);

    /// <summary>The place of a line after it.</summary>
    public int After(int line) => At(_after, line);

    private static int At(int[] places, int line) => line >= 1 && line <= places.Length ? places[line - 1] : 0;

    private static string[] LinesOf(string text) => [.. text.Split('\n').Select(line => line.Trim())];

    private static int[,] Lengths(string[] old, string[] now)
    {
        var best = new int[old.Length + 1, now.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
            for (int j = now.Length - 1; j >= 0; j--)
                best[i, j] = Math.Max(
                    old[i] == now[j] ? best[i + 1, j + 1] + Worth(old[i]) : 0,
                    Math.Max(best[i + 1, j], best[i, j + 1]));
        return best;
    }

    private static int Worth(string line) => line.Length > 1 ? Telling : 1;
}
