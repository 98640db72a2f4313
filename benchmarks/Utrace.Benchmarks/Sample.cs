using System.Diagnostics;
using System.Globalization;

namespace Utrace.Benchmarks;

/// <summary>A series of measured times.</summary>
internal sealed class Sample(IEnumerable<TimeSpan> times)
{
    private readonly TimeSpan[] sorted = [.. times.Order()];

    public double Median => sorted[sorted.Length / 2].TotalMilliseconds;

    public double Fastest => sorted[0].TotalMilliseconds;

    public double Slowest => sorted[^1].TotalMilliseconds;

    /// <summary>Runs what is measured until it is warm, then takes the times that it gives.</summary>
    public static async Task<Sample> TakeAsync(int warmUps, int runs, Func<Task<TimeSpan>> measured)
    {
        for (var i = 0; i < warmUps; i++)
            await measured();
        var times = new List<TimeSpan>(runs);
        for (var i = 0; i < runs; i++)
            times.Add(await measured());
        return new Sample(times);
    }

    public static TimeSpan Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }

    public static string Milliseconds(double value) => value.ToString("0.00", CultureInfo.InvariantCulture).PadLeft(8) + " ms";
}
