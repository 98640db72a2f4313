namespace Utrace;

/// <summary>A signal on its way to a task (<c>siginfo_t</c>).</summary>
public sealed class SignalInfo
{
    internal SignalInfo(int number, int senderPid)
    {
        Number = number;
        SenderPid = senderPid;
    }

    /// <summary>
    /// The signal's number (<c>si_signo</c>); 0 in a report without a signal (<see cref="SignalAction.Report"/>,
    /// <see cref="SignalAction.Handler"/>).
    /// </summary>
    public int Number { get; }

    /// <summary>The process that sent it (<c>si_pid</c>); 0 where the kernel itself did, or somebody outside.</summary>
    public int SenderPid { get; }
}
