namespace Utrace;

/// <summary>The answer of <see cref="UtraceEngineOps.ReportSignal"/>: in C the two are or'ed into one number.</summary>
/// <param name="Signal">What becomes of the signal.</param>
/// <param name="Resume">What the task does next.</param>
public readonly record struct SignalReply(SignalAction Signal, ResumeAction Resume);

/// <summary>The answer of <see cref="UtraceEngineOps.ReportSyscallEntry"/>: in C the two are or'ed into one number.</summary>
/// <param name="Syscall">What becomes of the system call.</param>
/// <param name="Resume">What the task does next.</param>
public readonly record struct SyscallReply(SyscallAction Syscall, ResumeAction Resume);
