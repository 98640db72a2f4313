using System.Diagnostics.CodeAnalysis;

namespace Utrace.Simulation;

/// <summary>
/// What a program sees of the thread that runs it: its system calls, and the instructions in between. To be used by the
/// program itself only, never by a callback or from another thread (<see cref="InvalidOperationException"/>). Calls that end
/// the program leave it by an exception that it must let pass.
/// </summary>
public sealed class SimulatedThread
{
    internal SimulatedThread() { }

    /// <summary>The process's number (<c>getpid</c>), without a system call.</summary>
    public int Pid => throw new NotImplementedException();

    /// <summary>The thread's number (<c>gettid</c>), without a system call.</summary>
    public int Tid => throw new NotImplementedException();

    /// <summary>The number of the process's parent (<c>getppid</c>), without a system call.</summary>
    public int ParentPid => throw new NotImplementedException();

    /// <summary>Makes a system call.</summary>
    /// <param name="number">Which: see <see cref="LinuxSyscall"/>. One that nothing handles does nothing and returns 0.</param>
    /// <param name="arguments">At most six.</param>
    /// <returns>The result, or a negative <see cref="Errno"/>.</returns>
    /// <exception cref="ArgumentException">There are more than six arguments.</exception>
    public long Syscall(long number, params ReadOnlySpan<long> arguments) => throw new NotImplementedException();

    /// <summary>Runs instructions in user mode. After each the task may be preempted, signalled and, when it is stepped, trapped.</summary>
    /// <param name="instructions">How many.</param>
    public void Execute(int instructions = 1) => throw new NotImplementedException();

    /// <summary>Runs one instruction that branches: where a block step ends.</summary>
    public void Branch() => throw new NotImplementedException();

    /// <summary>Lets other tasks run (<c>sched_yield</c>).</summary>
    public void Yield() => throw new NotImplementedException();

    /// <summary>Makes a child process (<c>fork</c>).</summary>
    /// <param name="child">What the child runs.</param>
    /// <returns>The child's pid, or a negative <see cref="Errno"/>: EAGAIN where no pid is free.</returns>
    public int Fork(TaskProgram child) => throw new NotImplementedException();

    /// <summary>Makes a child process and waits until it execs or ends (<c>vfork</c>).</summary>
    /// <param name="child">What the child runs.</param>
    /// <returns>The child's pid, or a negative <see cref="Errno"/>: EAGAIN where no pid is free.</returns>
    public int Vfork(TaskProgram child) => throw new NotImplementedException();

    /// <summary>Makes a thread of this process (<c>clone</c> with CLONE_THREAD).</summary>
    /// <param name="thread">What the thread runs.</param>
    /// <returns>The thread's number, or a negative <see cref="Errno"/>: EAGAIN where no pid is free.</returns>
    public int StartThread(TaskProgram thread) => throw new NotImplementedException();

    /// <summary>
    /// Runs another program in place of this one (<c>execve</c>). The process's other threads end first. Where this thread is
    /// not the leader, it takes the leader's number, and the old leader is reaped. Returns only when it fails or is not tried.
    /// </summary>
    /// <param name="path">The program's path; the last part becomes the task's name.</param>
    /// <param name="program">What is run.</param>
    /// <returns>A negative <see cref="Errno"/>.</returns>
    public int Exec(string path, TaskProgram program) => throw new NotImplementedException();

    /// <summary>Ends this thread (<c>exit</c>).</summary>
    /// <param name="code">The exit code; its low 8 bits count.</param>
    [DoesNotReturn]
    public void Exit(int code) => throw new NotImplementedException();

    /// <summary>Ends this process with all its threads (<c>exit_group</c>).</summary>
    /// <param name="code">The exit code; its low 8 bits count.</param>
    [DoesNotReturn]
    public void ExitGroup(int code) => throw new NotImplementedException();

    /// <summary>Waits for the end of a child and reaps it (<c>wait4</c>).</summary>
    /// <param name="pid">Which child; -1: any.</param>
    /// <param name="noHang">Do not wait: pid 0 is returned when no child has ended.</param>
    /// <returns>The child and how it ended; or ECHILD, EINTR as a negative pid.</returns>
    public WaitStatus Wait(int pid = -1, bool noHang = false) => throw new NotImplementedException();

    /// <summary>Waits for a signal that runs a handler (<c>pause</c>).</summary>
    /// <returns>-EINTR.</returns>
    public int Pause() => throw new NotImplementedException();

    /// <summary>Sends a signal to a process (<c>kill</c>).</summary>
    /// <param name="pid">The process; 0: the own process group, negative: that process group.</param>
    /// <param name="signal">The signal; 0 only asks whether the process is there.</param>
    /// <returns>0, or a negative <see cref="Errno"/>: ESRCH, EINVAL.</returns>
    public int Kill(int pid, int signal) => throw new NotImplementedException();

    /// <summary>Sends a signal to one thread (<c>tgkill</c>).</summary>
    /// <param name="tid">The thread.</param>
    /// <param name="signal">The signal.</param>
    /// <returns>0, or a negative <see cref="Errno"/>: ESRCH, EINVAL.</returns>
    public int KillThread(int tid, int signal) => throw new NotImplementedException();

    /// <summary>Handles a signal from here on, in the whole process (<c>rt_sigaction</c>).</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="handler">What it runs.</param>
    /// <returns>0, or -EINVAL for a signal that can not be handled.</returns>
    public int Handle(int signal, SignalHandler handler) => throw new NotImplementedException();

    /// <summary>Ignores a signal from here on, in the whole process (<c>rt_sigaction</c> with SIG_IGN).</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>0, or -EINVAL for a signal that can not be ignored.</returns>
    public int Ignore(int signal) => throw new NotImplementedException();

    /// <summary>Gives a signal its default action back (<c>rt_sigaction</c> with SIG_DFL).</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>0, or -EINVAL for a number that is no signal.</returns>
    public int RestoreDefault(int signal) => throw new NotImplementedException();

    /// <summary>Holds a signal back in this thread (<c>rt_sigprocmask</c> with SIG_BLOCK).</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>0, or -EINVAL for a number that is no signal. SIGKILL and SIGSTOP are never held back.</returns>
    public int Block(int signal) => throw new NotImplementedException();

    /// <summary>Lets a signal through again (<c>rt_sigprocmask</c> with SIG_UNBLOCK).</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>0, or -EINVAL for a number that is no signal.</returns>
    public int Unblock(int signal) => throw new NotImplementedException();

    /// <summary>Moves this process to another process group (<c>setpgid</c>).</summary>
    /// <param name="group">The group; 0: a new one of its own.</param>
    /// <returns>0, or a negative <see cref="Errno"/>: EPERM.</returns>
    public int SetProcessGroup(int group = 0) => throw new NotImplementedException();

    /// <summary>Makes this process the leader of a new session and process group (<c>setsid</c>).</summary>
    /// <returns>The session's number, or a negative <see cref="Errno"/>: EPERM where it leads a process group.</returns>
    public int SetSession() => throw new NotImplementedException();
}
