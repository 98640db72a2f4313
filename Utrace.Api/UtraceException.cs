namespace Utrace;

/// <summary>An attach failed.</summary>
/// <param name="errno">Why.</param>
public class UtraceException(Errno errno) : Exception($"The call failed with {errno}.")
{
    /// <summary>Why the call failed.</summary>
    public Errno Errno => errno;
}
