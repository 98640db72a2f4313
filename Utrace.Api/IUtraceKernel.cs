using Utrace.Contracts;

namespace Utrace;

/// <summary>A kernel whose tasks can be traced. What hangs on it is unusable once it is disposed, but for <c>Put</c>.</summary>
public interface IUtraceKernel : IDisposable
{
    /// <summary>Takes a reference on the pid with a number (<c>find_get_pid</c>).</summary>
    /// <param name="nr">The number. Zero and negative ones name nothing.</param>
    /// <returns>The reference, to be put by the caller; null where no pid has this number.</returns>
    /// <exception cref="ObjectDisposedException">The kernel is disposed.</exception>
    [return: Owned]
    PidHandle? FindGetPid(int nr);
}
