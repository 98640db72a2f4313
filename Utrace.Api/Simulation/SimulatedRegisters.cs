namespace Utrace.Simulation;

/// <summary>The registers of one system call.</summary>
internal sealed class SimulatedRegisters : TaskRegisters
{
    private readonly long[] _arguments = new long[ArgumentCount];

    public SimulatedRegisters() { }

    public SimulatedRegisters(long number, ReadOnlySpan<long> arguments)
    {
        SyscallNumber = number;
        ReturnValue = -(long)Errno.ENOSYS;
        arguments.CopyTo(_arguments);
    }

    public override long SyscallNumber { get; set; } = LinuxSyscall.None;

    public override long ReturnValue { get; set; }

    public override long GetArgument(int index) => _arguments[Checked(index)];

    public override void SetArgument(int index, long value) => _arguments[Checked(index)] = value;

    private static int Checked(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, ArgumentCount);
        return index;
    }
}
