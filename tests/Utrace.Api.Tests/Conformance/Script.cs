using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

/// <summary>What a task of a conformance test does: plain data, so that any kernel's world can carry it out.</summary>
public sealed class Script
{
    private readonly List<Step> _steps = [];

    public abstract record Step(string? Result);

    public sealed record SyscallStep(long Number, long[] Arguments, string? Result) : Step(Result);

    public sealed record WorkStep(int Instructions) : Step((string?)null);

    public sealed record ForkStep(Script Child, bool IsVfork, string? Result) : Step(Result);

    public sealed record ThreadStep(Script Thread, string? Result) : Step(Result);

    public sealed record ExecStep(string Path, Script Program) : Step((string?)null);

    public sealed record WaitStep(string? Result) : Step(Result);

    public sealed record RaiseStep(int Signal) : Step((string?)null);

    public sealed record HandleStep(int Signal, string Result) : Step(Result);

    public sealed record IgnoreStep(int Signal) : Step((string?)null);

    public sealed record PauseStep(string? Result) : Step(Result);

    public sealed record ExitStep(int Code, bool IsGroup) : Step((string?)null);

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Makes a system call; getpid is the usual harmless one.</summary>
    public Script Syscall(long number = LinuxSyscall.Getpid, long[]? arguments = null, string? result = null) =>
        Add(new SyscallStep(number, arguments ?? [], result));

    /// <summary>Runs instructions in user mode.</summary>
    public Script Work(int instructions = 1) => Add(new WorkStep(instructions));

    public Script Fork(Script child, string? result = null) => Add(new ForkStep(child, false, result));

    public Script Vfork(Script child, string? result = null) => Add(new ForkStep(child, true, result));

    public Script Thread(Script thread, string? result = null) => Add(new ThreadStep(thread, result));

    public Script Exec(string path, Script program) => Add(new ExecStep(path, program));

    /// <summary>Waits for any child; the result is the wait status.</summary>
    public Script Wait(string? result = null) => Add(new WaitStep(result));

    /// <summary>Sends itself a signal.</summary>
    public Script Raise(int signal) => Add(new RaiseStep(signal));

    /// <summary>Handles a signal from here on: the handler counts its calls in the result.</summary>
    public Script Handle(int signal, string result) => Add(new HandleStep(signal, result));

    public Script Ignore(int signal) => Add(new IgnoreStep(signal));

    /// <summary>Waits for a signal that is handled.</summary>
    public Script Pause(string? result = null) => Add(new PauseStep(result));

    public Script Exit(int code) => Add(new ExitStep(code, false));

    public Script ExitGroup(int code) => Add(new ExitStep(code, true));

    private Script Add(Step step)
    {
        _steps.Add(step);
        return this;
    }
}
