using System.Diagnostics.CodeAnalysis;
using Utrace.Core;

namespace Utrace.Simulation;

/// <summary>How tasks end, are waited for and reaped.</summary>
internal sealed class Exits(SimulatedSystem system)
{
    private const int NotifiesNobody = -1;
    private const int NotifiesLater = -2;

    /// <summary>Ends a process from one of its threads.</summary>
    [DoesNotReturn]
    public void ExitGroup(SimulatedTask task, int status)
    {
        lock (system.Gate)
            system.Signals.KillGroup(task.Process, status);
        Exit(task, task.Process.EndsWith ?? status);
    }

    /// <summary>Ends a thread, on itself.</summary>
    [DoesNotReturn]
    public void Exit(SimulatedTask task, int status)
    {
        lock (system.Gate)
        {
            task.IsExiting = true;
            task.IsKilled = false;
        }
        status = task.Traced.ReportExit(status);

        int signal;
        bool groupIsDead;
        lock (system.Gate)
            (signal, groupIsDead) = Die(task, status);
        task.Traced.ReportDeath(groupIsDead, signal);

        lock (system.Gate)
            task.HasEnded = true;
        if (!task.IsLeader)
            Release(task);
        if (task.Process.IsCollected && task.Process.Leader is { HasEnded: true, IsReaped: false } leader)
            Release(leader);
        throw new TaskEnded();
    }

    /// <summary>The dead processes that init has to reap.</summary>
    public List<SimulatedProcess> Orphans() => system.Init.Process.Children.FindAll(process => process.IsZombie);

    public void ReapOrphans()
    {
        while (true)
        {
            SimulatedProcess[] orphans;
            lock (system.Gate)
                orphans = [.. Orphans()];
            if (orphans.Length == 0)
                return;
            foreach (SimulatedProcess orphan in orphans)
                Reap(orphan);
            lock (system.Gate)
                system.FreeReaped();
        }
    }

    /// <summary>Reaps a dead process, as its parent or in place of it.</summary>
    public void Reap(SimulatedProcess process)
    {
        lock (system.Gate)
        {
            if (!process.IsZombie)
                return;
            process.IsCollected = true;
            process.Parent?.Children.Remove(process);
        }
        Release(process.Leader);
    }

    /// <summary>The old leader of a process goes, and the thread that execs takes its place and its number.</summary>
    public void ReplaceLeader(SimulatedTask heir)
    {
        SimulatedProcess process = heir.Process;
        SimulatedTask old = process.Leader;
        if (!old.Traced.TryBeginReap())
            throw new InvalidOperationException("The old leader's death report is not over.");
        old.Traced.ReportReap(heir.Traced);
        lock (system.Gate)
        {
            SimulatedPid number = old.PidObject;
            SimulatedPid own = heir.PidObject;
            number.Replace(PidType.Pid, old, heir);
            number.Replace(PidType.Tgid, old, heir);
            process.Group.Replace(PidType.Pgid, old, heir);
            process.Session.Replace(PidType.Sid, old, heir);
            own.Remove(PidType.Pid, heir);
            heir.PidObject = number;
            process.Leader = heir;
            system.Pids.ReleaseIfUnused(own);
            system.Remove(old);
        }
    }

    private (int Signal, bool GroupIsDead) Die(SimulatedTask task, int status)
    {
        SimulatedProcess process = task.Process;
        task.ExitCode = status;
        task.IsDead = true;
        system.Signals.Retarget(task);
        bool groupIsDead = process.Threads.All(thread => thread.IsDead);
        if (groupIsDead)
            LeaveFamily(process);
        if (!task.IsLeader)
            return (NotifiesNobody, groupIsDead);
        return (process.Threads.Count == 1 ? NotifyParent(process) : NotifiesLater, groupIsDead);
    }

    /// <summary>A vforking parent may go on, and the children get another parent.</summary>
    private void LeaveFamily(SimulatedProcess process)
    {
        process.HasLeftParent = true;
        foreach (SimulatedProcess child in process.Children)
        {
            child.Parent = system.Init.Process;
            system.Init.Process.Children.Add(child);
        }
        process.Children.Clear();
    }

    /// <summary>A process is a zombie now. If its parent does not care for its children, it is collected at once.</summary>
    /// <returns>What the parent is sent.</returns>
    private int NotifyParent(SimulatedProcess process)
    {
        SimulatedProcess parent = process.Parent ?? system.Init.Process;
        bool reapsItself = parent.Dispositions.IsIgnoredExplicitly(LinuxSignal.Child);
        system.Signals.Send(parent, LinuxSignal.Child, process.Leader.Pid);
        if (!reapsItself)
            return LinuxSignal.Child;
        process.IsCollected = true;
        parent.Children.Remove(process);
        return NotifiesNobody;
    }

    /// <summary>Takes a task out of the system, unless its death report is still running: then it does so itself afterwards.</summary>
    private void Release(SimulatedTask task)
    {
        if (!task.Traced.TryBeginReap())
            return;
        task.Traced.ReportReap(CurrentTask.OfThisThread ?? system.Init.Traced);
        lock (system.Gate)
        {
            SimulatedProcess process = task.Process;
            task.PidObject.Remove(PidType.Pid, task);
            if (task.IsLeader)
            {
                task.PidObject.Remove(PidType.Tgid, task);
                process.Group.Remove(PidType.Pgid, task);
                process.Session.Remove(PidType.Sid, task);
                system.Pids.ReleaseIfUnused(process.Group);
                system.Pids.ReleaseIfUnused(process.Session);
            }
            system.Pids.ReleaseIfUnused(task.PidObject);
            system.Remove(task);
            if (!task.IsLeader && process.IsZombie)
                NotifyParent(process);
        }
    }
}
