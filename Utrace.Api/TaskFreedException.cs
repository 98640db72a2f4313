namespace Utrace;

/// <summary>
/// A member of a task was read after the task had been reaped and its memory freed. In C that is a dangling pointer.
/// </summary>
/// <param name="message">What was used, and its story.</param>
/// <param name="lookedUp">When the task was last looked up, if ever.</param>
/// <param name="reaped">When it was reaped.</param>
public class TaskFreedException(string message, KernelMoment? lookedUp, KernelMoment reaped) : InvalidOperationException(message)
{
    /// <summary>When the using thread last looked the task up, or else any thread; null where nobody did.</summary>
    public KernelMoment? LookedUp => lookedUp;

    /// <summary>When the task was reaped.</summary>
    public KernelMoment Reaped => reaped;
}
