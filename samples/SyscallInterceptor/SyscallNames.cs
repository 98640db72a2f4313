namespace SyscallInterceptor;

/// <summary>The numbers and names of the system calls that the sample meets (x86-64).</summary>
public static class SyscallNames
{
    public const long Read = 0;
    public const long Write = 1;
    public const long Open = 2;
    public const long Close = 3;
    public const long Unlink = 87;

    public static string Of(long number) => number switch
    {
        Read => "read",
        Write => "write",
        Open => "open",
        Close => "close",
        Unlink => "unlink",
        _ => $"syscall_{number}",
    };
}
