namespace Utrace.Core;

/// <summary>Which task a thread runs as: <c>current</c>.</summary>
internal static class CurrentTask
{
    [ThreadStatic]
    private static TracedTask? t_task;

    public static TracedTask? OfThisThread => t_task;

    /// <summary>Makes this thread run as a task, until the result is disposed.</summary>
    public static Scope Enter(TracedTask task)
    {
        var scope = new Scope(t_task);
        t_task = task;
        return scope;
    }

    public readonly ref struct Scope(TracedTask? outer)
    {
        private readonly TracedTask? _outer = outer;

        public void Dispose() => t_task = _outer;
    }
}
