namespace Utrace.Simulation;

/// <summary>Numbers of system calls, as Linux has them on x86-64. The simulation itself knows those of processes and signals.</summary>
public static class LinuxSyscall
{
    /// <summary>No system call.</summary>
    public const long None = -1;

    /// <summary><c>read(2)</c>.</summary>
    public const long Read = 0;

    /// <summary><c>write(2)</c>.</summary>
    public const long Write = 1;

    /// <summary><c>open(2)</c>.</summary>
    public const long Open = 2;

    /// <summary><c>close(2)</c>.</summary>
    public const long Close = 3;

    /// <summary><c>mmap(2)</c>.</summary>
    public const long Mmap = 9;

    /// <summary><c>rt_sigaction(2)</c>.</summary>
    public const long RtSigaction = 13;

    /// <summary><c>rt_sigprocmask(2)</c>.</summary>
    public const long RtSigprocmask = 14;

    /// <summary><c>ioctl(2)</c>.</summary>
    public const long Ioctl = 16;

    /// <summary><c>sched_yield(2)</c>.</summary>
    public const long SchedYield = 24;

    /// <summary><c>pause(2)</c>.</summary>
    public const long Pause = 34;

    /// <summary><c>nanosleep(2)</c>.</summary>
    public const long Nanosleep = 35;

    /// <summary><c>getpid(2)</c>.</summary>
    public const long Getpid = 39;

    /// <summary><c>socket(2)</c>.</summary>
    public const long Socket = 41;

    /// <summary><c>connect(2)</c>.</summary>
    public const long Connect = 42;

    /// <summary><c>clone(2)</c>.</summary>
    public const long Clone = 56;

    /// <summary><c>fork(2)</c>.</summary>
    public const long Fork = 57;

    /// <summary><c>vfork(2)</c>.</summary>
    public const long Vfork = 58;

    /// <summary><c>execve(2)</c>.</summary>
    public const long Execve = 59;

    /// <summary><c>exit(2)</c>.</summary>
    public const long Exit = 60;

    /// <summary><c>wait4(2)</c>.</summary>
    public const long Wait4 = 61;

    /// <summary><c>kill(2)</c>.</summary>
    public const long Kill = 62;

    /// <summary><c>unlink(2)</c>.</summary>
    public const long Unlink = 87;

    /// <summary><c>setpgid(2)</c>.</summary>
    public const long Setpgid = 109;

    /// <summary><c>getppid(2)</c>.</summary>
    public const long Getppid = 110;

    /// <summary><c>setsid(2)</c>.</summary>
    public const long Setsid = 112;

    /// <summary><c>gettid(2)</c>.</summary>
    public const long Gettid = 186;

    /// <summary><c>exit_group(2)</c>.</summary>
    public const long ExitGroup = 231;

    /// <summary><c>tgkill(2)</c>.</summary>
    public const long Tgkill = 234;

    /// <summary><c>openat(2)</c>.</summary>
    public const long Openat = 257;

    /// <summary>The C name of a system call, or its number where this list does not have it.</summary>
    /// <param name="number">The system call's number.</param>
    public static string NameOf(long number) => number switch
    {
        Read => "read",
        Write => "write",
        Open => "open",
        Close => "close",
        Mmap => "mmap",
        RtSigaction => "rt_sigaction",
        RtSigprocmask => "rt_sigprocmask",
        Ioctl => "ioctl",
        SchedYield => "sched_yield",
        Pause => "pause",
        Nanosleep => "nanosleep",
        Getpid => "getpid",
        Socket => "socket",
        Connect => "connect",
        Clone => "clone",
        Fork => "fork",
        Vfork => "vfork",
        Execve => "execve",
        Exit => "exit",
        Wait4 => "wait4",
        Kill => "kill",
        Unlink => "unlink",
        Setpgid => "setpgid",
        Getppid => "getppid",
        Setsid => "setsid",
        Gettid => "gettid",
        ExitGroup => "exit_group",
        Tgkill => "tgkill",
        Openat => "openat",
        None => "none",
        _ => $"syscall_{number}",
    };
}
