namespace SyscallInterceptor;

/// <summary>Which system calls are made to fail, and with which error.</summary>
public sealed class FaultPlan
{
    private readonly Dictionary<long, int> errors = [];

    public void Fail(long call, int error) => errors[call] = error;

    public bool Applies(long call, out int error) => errors.TryGetValue(call, out error);
}
