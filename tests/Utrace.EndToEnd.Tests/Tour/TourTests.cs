using System.Diagnostics;

namespace Utrace.EndToEnd.Tests.Tour;

/// <summary>The first command of the README, as a user types it.</summary>
public sealed class TourTests
{
    // Half a minute where nothing else runs; the other test projects run at the same time.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task The_tour_goes_from_six_findings_to_a_run_without_a_violation()
    {
        using var process = Process.Start(new ProcessStartInfo("bash", "samples/tour.sh")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, await output + await errors);
            Assert.Contains("violations: 0", await output);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
