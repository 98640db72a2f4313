using System.Diagnostics.CodeAnalysis;
using Utrace.Contracts;

namespace Utrace;

/// <summary>One counted reference on an engine (<c>struct utrace_engine *</c>).</summary>
[Counted("engine")]
public sealed class UtraceEngine : IDisposable
{
    internal UtraceEngine() { }

    /// <summary>The callbacks that the engine was attached with.</summary>
    public UtraceEngineOps Ops => throw new NotImplementedException();

    /// <summary>The owner's data.</summary>
    public object? Data { get => throw new NotImplementedException(); set => throw new NotImplementedException(); }

    /// <summary>Attaches to a task that is valid at the call (<c>utrace_attach_task</c>).</summary>
    [MayBlock]
    [return: Owned]
    public static UtraceEngine AttachTask(TaskStruct? task, AttachFlags flags, UtraceEngineOps? ops, object? data = null) => throw new NotImplementedException();

    /// <summary>Attaches by a held pid (<c>utrace_attach_pid</c>).</summary>
    [MayBlock]
    [return: Owned]
    public static UtraceEngine AttachPid(PidHandle pid, AttachFlags flags, UtraceEngineOps? ops, object? data = null) => throw new NotImplementedException();

    /// <summary>As AttachTask, without an exception.</summary>
    [MayBlock]
    public static bool TryAttachTask(TaskStruct? task, AttachFlags flags, UtraceEngineOps? ops, object? data, [NotNullWhen(true)] out UtraceEngine? engine, out Errno error) => throw new NotImplementedException();

    /// <summary>As AttachPid, without an exception.</summary>
    [MayBlock]
    public static bool TryAttachPid(PidHandle pid, AttachFlags flags, UtraceEngineOps? ops, object? data, [NotNullWhen(true)] out UtraceEngine? engine, out Errno error) => throw new NotImplementedException();

    /// <summary>Takes another reference (<c>utrace_engine_get</c>).</summary>
    [return: Owned]
    public UtraceEngine Get() => throw new NotImplementedException();

    /// <summary>Drops the reference (<c>utrace_engine_put</c>). Only the first call does something.</summary>
    [Puts]
    public void Put() => throw new NotImplementedException();

    /// <inheritdoc cref="Put"/>
    public void Dispose() => Put();

    /// <summary><c>utrace_control</c>.</summary>
    [MustCheck]
    public Errno Control([StaleTolerant] TaskStruct? task, ResumeAction action) => throw new NotImplementedException();

    /// <summary><c>utrace_control_pid</c>.</summary>
    [MustCheck]
    public Errno Control(PidHandle pid, ResumeAction action) => throw new NotImplementedException();

    /// <summary><c>utrace_set_events</c>.</summary>
    [MustCheck]
    public Errno SetEvents([StaleTolerant] TaskStruct? task, UtraceEvents events) => throw new NotImplementedException();

    /// <summary><c>utrace_set_events_pid</c>.</summary>
    [MustCheck]
    public Errno SetEvents(PidHandle pid, UtraceEvents events) => throw new NotImplementedException();

    /// <summary><c>utrace_barrier</c>.</summary>
    [MustCheck]
    [MayBlock]
    public Errno Barrier([StaleTolerant] TaskStruct? task, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary><c>utrace_barrier_pid</c>.</summary>
    [MustCheck]
    [MayBlock]
    public Errno Barrier(PidHandle pid, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary><c>utrace_prepare_examine</c>.</summary>
    [MustCheck]
    [MayBlock]
    public Errno PrepareExamine([StaleTolerant] TaskStruct? task, Examiner examiner) => throw new NotImplementedException();

    /// <summary><c>utrace_prepare_examine</c> by a held pid.</summary>
    [MustCheck]
    [MayBlock]
    public Errno PrepareExamine(PidHandle pid, Examiner examiner) => throw new NotImplementedException();

    /// <summary><c>utrace_finish_examine</c>.</summary>
    [MustCheck]
    public Errno FinishExamine([StaleTolerant] TaskStruct? task, Examiner examiner) => throw new NotImplementedException();

    /// <summary><c>utrace_finish_examine</c> by a held pid.</summary>
    [MustCheck]
    public Errno FinishExamine(PidHandle pid, Examiner examiner) => throw new NotImplementedException();
}
