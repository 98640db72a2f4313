using Utrace.Contracts;
using Utrace.Oracles.Truth;

namespace Utrace.Oracles;

/// <summary>
/// All that a generated program calls besides the binding. To the analyzers it is a library of which they see the signatures; to
/// the truth it is where the choices are made.
/// </summary>
public static class Oracle
{
    /// <summary>Takes one side or the other: every decision of a program is made here.</summary>
    public static bool Choose(int site)
    {
        bool taken = Run.Current.Choices.Choose(site);
        See($"choice {site}: {taken}");
        return taken;
    }

    /// <summary>How often a loop goes round: not at all, once or twice.</summary>
    public static int Times(int site) => Choose(site) ? Choose(site) ? 2 : 1 : 0;

    /// <summary>Throws, or not.</summary>
    public static void MayThrow(int site)
    {
        if (Choose(site))
            throw new OracleException();
    }

    /// <summary>A moment in which others run: any task may be reaped.</summary>
    public static void Pass() => Run.Current.MayReapAny();

    /// <summary>
    /// Uses a task. The form that takes a pid does the same, as in the binding, so that a fix may choose either: both find nothing
    /// where the task is reaped.
    /// </summary>
    public static void Use(TaskStruct? task) => See($"use {Run.Current.Present(task?.Pid)}");

    /// <summary>Uses a pid.</summary>
    public static void Use(PidHandle? pid) => See($"use {Run.Current.Present(pid?.Number)}");

    /// <summary>Uses an engine.</summary>
    public static void Use(UtraceEngine? engine) => See(engine?.Ops is null ? "no engine" : "engine");

    /// <summary>Looks at a value that has no lifetime.</summary>
    public static void Log(object? value) => See($"log {value}");

    /// <summary>Something to await.</summary>
    public static Task Wait() => Task.CompletedTask;

    /// <summary>Takes over a reference.</summary>
    public static void Give([Owned] PidHandle pid) => Probe.PutFor(pid);

    /// <summary>Takes over a reference.</summary>
    public static void Give([Owned] UtraceEngine engine) => Probe.PutFor(engine);

    /// <summary>Runs something before it returns.</summary>
    public static void Now([InvokedDuringCall] Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        action();
    }

    /// <summary>Keeps something, and runs it when the method under test is over.</summary>
    public static void Later(Action action) => Run.Current.Later.Add(action);

    private static void See(string what) => Run.Current.Record.See(what);
}
