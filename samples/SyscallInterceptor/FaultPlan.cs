using Utrace;

namespace SyscallInterceptor;

/// <summary>Which system calls are made to fail, and with which error.</summary>
public sealed class FaultPlan
{
    private readonly Dictionary<long, Errno> errors = [];

    public void Fail(long call, Errno error) => errors[call] = error;

    public bool Applies(long call, out Errno error) => errors.TryGetValue(call, out error);
}
