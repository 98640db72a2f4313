using Utrace.Contracts;

namespace Utrace;

/// <summary>A kernel whose tasks can be traced.</summary>
public interface IUtraceKernel : IDisposable
{
    /// <summary>Takes a reference on the pid with a number (<c>find_get_pid</c>).</summary>
    [return: Owned]
    PidHandle? FindGetPid(int nr);
}
