namespace Utrace.Api.Tests.Simulation;

internal static class TaskStructLookups
{
    /// <summary>A pid of the parent, looked up as it should be.</summary>
    public static PidHandle RealParentPid(this TaskStruct task)
    {
        using (Rcu.EnterReadScope())
            return task.RealParent!.GetPid();
    }
}
