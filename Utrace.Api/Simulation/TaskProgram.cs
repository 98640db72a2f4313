namespace Utrace.Simulation;

/// <summary>
/// The user mode code of a task. It runs on a thread of its own, one task at a time, and enters the kernel by the methods of
/// <paramref name="self"/>; between two of them nothing else runs. When it returns, its thread exits with code 0. An
/// exception out of it ends its process by SIGABRT, and comes out of the method that runs the kernel.
/// </summary>
/// <param name="self">The thread that runs the program.</param>
public delegate void TaskProgram(SimulatedThread self);

/// <summary>The user mode code that a signal runs, on the thread that got it.</summary>
/// <param name="self">The thread that got the signal.</param>
/// <param name="signal">The signal's number.</param>
public delegate void SignalHandler(SimulatedThread self, int signal);

/// <summary>What a system call does in the simulated kernel.</summary>
/// <param name="self">The thread that makes the call.</param>
/// <param name="regs">Its registers, as the callbacks at the entry have left them.</param>
/// <returns>The call's result: not negative, or a negative <see cref="Errno"/>.</returns>
public delegate long SyscallHandler(SimulatedThread self, TaskRegisters regs);

/// <summary>What <see cref="SimulatedThread.Wait"/> has found.</summary>
/// <param name="Pid">The child that was reaped, or a negative <see cref="Errno"/>.</param>
/// <param name="Status">How it ended, as <c>wait(2)</c> encodes it; 0 without a child.</param>
public readonly record struct WaitStatus(int Pid, int Status)
{
    /// <summary>Whether it exited by itself (<c>WIFEXITED</c>).</summary>
    public bool Exited => (Status & 0x7f) == 0;

    /// <summary>Its exit code, if it exited by itself (<c>WEXITSTATUS</c>).</summary>
    public int ExitCode => (Status >> 8) & 0xff;

    /// <summary>The signal that ended it, or 0 (<c>WTERMSIG</c>).</summary>
    public int TermSignal => Status & 0x7f;
}
