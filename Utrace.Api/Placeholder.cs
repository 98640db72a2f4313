#pragma warning disable CS1591
namespace Utrace;

[Flags] public enum SignalAction { Deliver = 0x00, Ignore = 0x10, Term = 0x20, Core = 0x30, Stop = 0x40, Tstp = 0x50, Report = 0x60, Handler = 0x70, Hold = 0x100 }
[Flags] public enum SyscallAction { Run = 0x00, Abort = 0x10, Resumed = 0x20 }
[Flags] public enum UtraceEvents { None = 0, Quiesce = 1 << 0, Reap = 1 << 1, Clone = 1 << 2, Exec = 1 << 3, Exit = 1 << 4, Death = 1 << 5, SyscallEntry = 1 << 6, SyscallExit = 1 << 7, Signal = 1 << 8, SignalIgn = 1 << 9, SignalStop = 1 << 10, SignalTerm = 1 << 11, SignalCore = 1 << 12, Jctl = 1 << 13 }
public enum Errno { None = 0, EPERM = 1, ENOENT = 2, ESRCH = 3, EAGAIN = 11, ENOMEM = 12, EEXIST = 17, EINVAL = 22, EOPNOTSUPP = 95, EALREADY = 114, EINPROGRESS = 115, ERESTARTSYS = 512, ERESTARTNOINTR = 513 }
[Flags] public enum CloneFlags { None = 0, VM = 0x100, VFork = 0x4000, Thread = 0x10000 }
public enum JobControl { None = 0, Continued = 1, Stopped = 2 }
public readonly record struct SignalReply(SignalAction Signal, ResumeAction Resume);
public readonly record struct SyscallReply(SyscallAction Syscall, ResumeAction Resume);
public sealed class SignalInfo { public int Number => throw new NotImplementedException(); }
public sealed class Examiner { }
public abstract class TaskRegisters
{
    public abstract long SyscallNumber { get; set; }
    public abstract long ReturnValue { get; set; }
    public abstract long GetArgument(int index);
    public abstract void SetArgument(int index, long value);
}
public class UtraceException(Errno error) : Exception { public Errno Errno => error; }
public class TaskFreedException : InvalidOperationException;
