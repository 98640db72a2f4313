namespace Utrace.Simulation;

/// <summary>Numbers of signals, as Linux has them, with their default action.</summary>
public static class LinuxSignal
{
    /// <summary><c>SIGHUP</c>. Ends.</summary>
    public const int Hup = 1;

    /// <summary><c>SIGINT</c>. Ends.</summary>
    public const int Int = 2;

    /// <summary><c>SIGQUIT</c>. Ends with a core dump.</summary>
    public const int Quit = 3;

    /// <summary><c>SIGTRAP</c>. Ends with a core dump; sent after a step.</summary>
    public const int Trap = 5;

    /// <summary><c>SIGABRT</c>. Ends with a core dump.</summary>
    public const int Abort = 6;

    /// <summary><c>SIGKILL</c>. Ends; can not be handled, ignored or reported.</summary>
    public const int Kill = 9;

    /// <summary><c>SIGUSR1</c>. Ends.</summary>
    public const int Usr1 = 10;

    /// <summary><c>SIGSEGV</c>. Ends with a core dump.</summary>
    public const int Segv = 11;

    /// <summary><c>SIGUSR2</c>. Ends.</summary>
    public const int Usr2 = 12;

    /// <summary><c>SIGPIPE</c>. Ends.</summary>
    public const int Pipe = 13;

    /// <summary><c>SIGALRM</c>. Ends.</summary>
    public const int Alarm = 14;

    /// <summary><c>SIGTERM</c>. Ends.</summary>
    public const int Term = 15;

    /// <summary><c>SIGCHLD</c>. Ignored by default; sent to a parent.</summary>
    public const int Child = 17;

    /// <summary><c>SIGCONT</c>. Continues a stopped process.</summary>
    public const int Cont = 18;

    /// <summary><c>SIGSTOP</c>. Stops; can not be handled.</summary>
    public const int Stop = 19;

    /// <summary><c>SIGTSTP</c>. Stops.</summary>
    public const int Tstp = 20;

    /// <summary><c>SIGTTIN</c>. Stops.</summary>
    public const int Ttin = 21;

    /// <summary><c>SIGTTOU</c>. Stops.</summary>
    public const int Ttou = 22;

    /// <summary><c>SIGURG</c>. Ignored by default.</summary>
    public const int Urg = 23;

    /// <summary><c>SIGWINCH</c>. Ignored by default.</summary>
    public const int Winch = 28;
}
