namespace Utrace.Simulation;

/// <summary>Leaves the program of a task that has ended, or whose kernel is switched off.</summary>
internal sealed class TaskEnded : Exception;

/// <summary>Leaves a program that another one takes the place of.</summary>
internal sealed class ProgramReplaced(TaskProgram next) : Exception
{
    public TaskProgram Next => next;
}
