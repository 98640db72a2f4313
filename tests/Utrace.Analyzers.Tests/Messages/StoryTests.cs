using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Tests.Messages;

/// <summary>Each additional location has a few words beside it, in the same order.</summary>
public sealed class StoryTests
{
    [Theory]
    [InlineData("Rcu.ReadLock(); var task = pid.Task(); Rcu.ReadUnlock(); Use(task);", "UTR1002: pid.Task() looked up here, Rcu.ReadUnlock() the section ends here")]
    [InlineData("Rcu.ReadLock(); var task = pid.Task(); Thread.Sleep(1); Use(task); Rcu.ReadUnlock();", "UTR1004: pid.Task() looked up here, Thread.Sleep(1) can sleep here")]
    [InlineData("Rcu.ReadLock(); Thread.Sleep(1); Rcu.ReadUnlock();", "UTR4003: Rcu.ReadLock() the section begins here")]
    [InlineData("Rcu.ReadLock(); Pause(); Rcu.ReadUnlock();", "UTR4003: Rcu.ReadLock() the section begins here, Thread.Sleep(1) sleeps here")]
    [InlineData("var own = pid.Get(); if (flag) return; own.Put();", "UTR2001: return; left here without a put")]
    [InlineData("var own = pid.Get(); own.Put(); own.Put();", "UTR2002: own.Put() put here")]
    [InlineData("var own = pid.Get(); own = pid.Get(); own.Put();", "UTR2005: pid.Get() acquired here")]
    [InlineData("Rcu.ReadLock(); if (flag) return; Rcu.ReadUnlock();", "UTR4001: return; left here with the section open")]
    [InlineData("Look(pid);", "UTR1001: pid.Task() needs the section here")]
    public async Task Story_IsTold(string statements, string expected)
    {
        var diagnostics = await Compiled.RunOver($$"""
            public static class Module
            {
                public static void Run(PidHandle pid, bool flag)
                {
                    {{statements}}
                }
                private static void Look(PidHandle pid) => Use(pid.Task());
                private static void Pause() => Thread.Sleep(1);
            }
            """);
        Assert.Contains(expected, diagnostics.Select(Told));
    }

    private static string Told(Diagnostic diagnostic) =>
        diagnostic.Id + ": " + string.Join(", ", diagnostic.AdditionalLocations.Select((place, index) =>
            place.SourceTree!.GetText().ToString(place.SourceSpan) + " " + diagnostic.Properties["story" + index]));
}
