namespace Utrace;

/// <summary>The kernel's error numbers, positive. <see cref="None"/> where C returns 0.</summary>
public enum Errno
{
    /// <summary>Success.</summary>
    None = 0,

    /// <summary>Not permitted: a kernel thread can not be traced.</summary>
    EPERM = 1,

    /// <summary>No engine matches.</summary>
    ENOENT = 2,

    /// <summary>No such task, or the engine is detached, or the task is dead or being reaped.</summary>
    ESRCH = 3,

    /// <summary>A call of a program was interrupted by a signal.</summary>
    EINTR = 4,

    /// <summary>A program waits and has no child.</summary>
    ECHILD = 10,

    /// <summary>The task woke up while it was examined; or a program can not get a pid.</summary>
    EAGAIN = 11,

    /// <summary>Out of memory.</summary>
    ENOMEM = 12,

    /// <summary>An engine that matches is attached already.</summary>
    EEXIST = 17,

    /// <summary>The call makes no sense as asked.</summary>
    EINVAL = 22,

    /// <summary>No such system call, or it was not tried.</summary>
    ENOSYS = 38,

    /// <summary>The machine can not do it.</summary>
    EOPNOTSUPP = 95,

    /// <summary>Too late: the death report is running or about to.</summary>
    EALREADY = 114,

    /// <summary>Accepted, but not in effect yet; or a callback may still be running.</summary>
    EINPROGRESS = 115,

    /// <summary>The wait was interrupted.</summary>
    ERESTARTSYS = 512,

    /// <summary>The task is still being set up: try again.</summary>
    ERESTARTNOINTR = 513,
}
