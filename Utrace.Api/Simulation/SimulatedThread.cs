using System.Diagnostics.CodeAnalysis;

namespace Utrace.Simulation;

/// <summary>
/// What a program sees of the thread that runs it: its system calls, and the instructions in between. To be used by the
/// program itself only, never by a callback or from another thread (<see cref="InvalidOperationException"/>). Calls that end
/// the program leave it by an exception that it must let pass.
/// </summary>
public sealed class SimulatedThread
{
    private readonly SimulatedTask _task;

    internal SimulatedThread(SimulatedTask task) => _task = task;

    /// <summary>The process's number (<c>getpid</c>), without a system call.</summary>
    public int Pid => _task.Tgid;

    /// <summary>The thread's number (<c>gettid</c>), without a system call.</summary>
    public int Tid => _task.Pid;

    /// <summary>The number of the process's parent (<c>getppid</c>), without a system call.</summary>
    public int ParentPid
    {
        get
        {
            lock (_task.System.Gate)
                return _task.Process.Parent?.Leader.Pid ?? 0;
        }
    }

    /// <summary>Makes a system call.</summary>
    /// <param name="number">Which: see <see cref="LinuxSyscall"/>. One that nothing handles does nothing and returns 0.</param>
    /// <param name="arguments">At most six.</param>
    /// <returns>The result, or a negative <see cref="Errno"/>.</returns>
    /// <exception cref="ArgumentException">There are more than six arguments.</exception>
    public long Syscall(long number, params ReadOnlySpan<long> arguments) => Call(number, null, arguments);

    /// <summary>Runs instructions in user mode. After each the task may be preempted, signalled and, when it is stepped, trapped.</summary>
    /// <param name="instructions">How many.</param>
    public void Execute(int instructions = 1)
    {
        for (int i = 0; i < instructions; i++)
            Execute(branches: false);
    }

    /// <summary>Runs one instruction that branches: where a block step ends.</summary>
    public void Branch() => Execute(branches: true);

    /// <summary>Lets other tasks run (<c>sched_yield</c>).</summary>
    public void Yield() => Call(LinuxSyscall.SchedYield, null);

    /// <summary>Makes a child process (<c>fork</c>).</summary>
    /// <param name="child">What the child runs.</param>
    /// <returns>The child's pid, or a negative <see cref="Errno"/>: EAGAIN where no pid is free.</returns>
    public int Fork(TaskProgram child) => Make(LinuxSyscall.Fork, child);

    /// <summary>Makes a child process and waits until it execs or ends (<c>vfork</c>).</summary>
    /// <param name="child">What the child runs.</param>
    /// <returns>The child's pid, or a negative <see cref="Errno"/>: EAGAIN where no pid is free.</returns>
    public int Vfork(TaskProgram child) => Make(LinuxSyscall.Vfork, child);

    /// <summary>Makes a thread of this process (<c>clone</c> with CLONE_THREAD).</summary>
    /// <param name="thread">What the thread runs.</param>
    /// <returns>The thread's number, or a negative <see cref="Errno"/>: EAGAIN where no pid is free.</returns>
    public int StartThread(TaskProgram thread) =>
        Make(LinuxSyscall.Clone, thread, (long)(CloneFlags.Thread | CloneFlags.VM));

    /// <summary>
    /// Runs another program in place of this one (<c>execve</c>). The process's other threads end first. Where this thread is
    /// not the leader, it takes the leader's number, and the old leader is reaped. Returns only when it fails or is not tried.
    /// </summary>
    /// <param name="path">The program's path; the last part becomes the task's name.</param>
    /// <param name="program">What is run.</param>
    /// <returns>A negative <see cref="Errno"/>.</returns>
    public int Exec(string path, TaskProgram program)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(program);
        return (int)Call(LinuxSyscall.Execve, (path, program));
    }

    /// <summary>Ends this thread (<c>exit</c>).</summary>
    /// <param name="code">The exit code; its low 8 bits count.</param>
    [DoesNotReturn]
    public void Exit(int code) => ExitBy(LinuxSyscall.Exit, code);

    /// <summary>Ends this process with all its threads (<c>exit_group</c>).</summary>
    /// <param name="code">The exit code; its low 8 bits count.</param>
    [DoesNotReturn]
    public void ExitGroup(int code) => ExitBy(LinuxSyscall.ExitGroup, code);

    /// <summary>Waits for the end of a child and reaps it (<c>wait4</c>).</summary>
    /// <param name="pid">Which child; -1: any.</param>
    /// <param name="noHang">Do not wait: pid 0 is returned when no child has ended.</param>
    /// <returns>The child and how it ended; or ECHILD, EINTR as a negative pid.</returns>
    public WaitStatus Wait(int pid = -1, bool noHang = false)
    {
        int found = (int)Call(LinuxSyscall.Wait4, null, pid, 0, noHang ? 1 : 0);
        return new WaitStatus(found, found > 0 ? _task.WaitedStatus : 0);
    }

    /// <summary>Waits for a signal that runs a handler (<c>pause</c>).</summary>
    /// <returns>-EINTR.</returns>
    public int Pause() => (int)Call(LinuxSyscall.Pause, null);

    /// <summary>Sends a signal to a process (<c>kill</c>).</summary>
    /// <param name="pid">The process; 0: the own process group, negative: that process group.</param>
    /// <param name="signal">The signal; 0 only asks whether the process is there.</param>
    /// <returns>0, or a negative <see cref="Errno"/>: ESRCH, EINVAL.</returns>
    public int Kill(int pid, int signal) => (int)Call(LinuxSyscall.Kill, null, pid, signal);

    /// <summary>Sends a signal to one thread (<c>tgkill</c>).</summary>
    /// <param name="tid">The thread.</param>
    /// <param name="signal">The signal.</param>
    /// <returns>0, or a negative <see cref="Errno"/>: ESRCH, EINVAL.</returns>
    public int KillThread(int tid, int signal) => (int)Call(LinuxSyscall.Tgkill, null, Pid, tid, signal);

    /// <summary>Handles a signal from here on, in the whole process (<c>rt_sigaction</c>).</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="handler">What it runs.</param>
    /// <returns>0, or -EINVAL for a signal that can not be handled.</returns>
    public int Handle(int signal, SignalHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (int)Call(LinuxSyscall.RtSigaction, handler, signal, SignalCalls.Handle);
    }

    /// <summary>Ignores a signal from here on, in the whole process (<c>rt_sigaction</c> with SIG_IGN).</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>0, or -EINVAL for a signal that can not be ignored.</returns>
    public int Ignore(int signal) => (int)Call(LinuxSyscall.RtSigaction, null, signal, SignalCalls.Ignore);

    /// <summary>Gives a signal its default action back (<c>rt_sigaction</c> with SIG_DFL).</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>0, or -EINVAL for a number that is no signal.</returns>
    public int RestoreDefault(int signal) => (int)Call(LinuxSyscall.RtSigaction, null, signal, SignalCalls.Default);

    /// <summary>Holds a signal back in this thread (<c>rt_sigprocmask</c> with SIG_BLOCK).</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>0, or -EINVAL for a number that is no signal. SIGKILL and SIGSTOP are never held back.</returns>
    public int Block(int signal) => (int)Call(LinuxSyscall.RtSigprocmask, null, 0, signal);

    /// <summary>Lets a signal through again (<c>rt_sigprocmask</c> with SIG_UNBLOCK).</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>0, or -EINVAL for a number that is no signal.</returns>
    public int Unblock(int signal) => (int)Call(LinuxSyscall.RtSigprocmask, null, 1, signal);

    /// <summary>Moves this process to another process group (<c>setpgid</c>).</summary>
    /// <param name="group">The group; 0: a new one of its own.</param>
    /// <returns>0, or a negative <see cref="Errno"/>: EPERM.</returns>
    public int SetProcessGroup(int group = 0) => (int)Call(LinuxSyscall.Setpgid, null, 0, group);

    /// <summary>Makes this process the leader of a new session and process group (<c>setsid</c>).</summary>
    /// <returns>The session's number, or a negative <see cref="Errno"/>: EPERM where it leads a process group.</returns>
    public int SetSession() => (int)Call(LinuxSyscall.Setsid, null);

    private int Make(long number, TaskProgram program, params ReadOnlySpan<long> arguments)
    {
        ArgumentNullException.ThrowIfNull(program);
        return (int)Call(number, program, arguments);
    }

    [DoesNotReturn]
    private void ExitBy(long number, int code)
    {
        // As the C library does: a callback may keep the call from being tried, but there is nothing to return to.
        while (true)
            Call(number, null, code);
    }

    private long Call(long number, object? payload, params ReadOnlySpan<long> arguments)
    {
        if (arguments.Length > TaskRegisters.ArgumentCount)
            throw new ArgumentException($"A system call has at most {TaskRegisters.ArgumentCount} arguments.", nameof(arguments));
        EnterKernel($"the system call {LinuxSyscall.NameOf(number)}");
        long result = _task.System.Syscalls.Make(_task, number, arguments, payload);
        _task.IsInKernel = false;
        return result;
    }

    private void Execute(bool branches)
    {
        EnterKernel("user mode");
        _task.System.Syscalls.Execute(_task, branches);
        _task.IsInKernel = false;
    }

    // What leaves the program by an exception never comes back to user code of it, so that only a normal end clears the mark.
    private void EnterKernel(string how)
    {
        SimulatedTask? here = _task.System.Scheduler.OnThisThread;
        if (here == _task && (_task.HasEnded || _task.System.IsDisposed))
            throw new TaskEnded();
        if (here != _task || _task.IsInKernel)
            throw new InvalidOperationException("Only the program of a task can act for its thread, and not from within a callback.");
        _task.System.Lifetimes.CheckBlocking(how);
        _task.IsInKernel = true;
    }
}
