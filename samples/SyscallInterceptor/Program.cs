using SyscallInterceptor;
using Utrace;
using Utrace.Simulation;

// A small backup job on a simulated kernel, whose system calls are intercepted. Memory is short: every write fails.
var faults = new FaultPlan();
faults.Fail(LinuxSyscall.Write, Errno.ENOMEM);

var kernel = new SimulatedKernel(new SimulatedKernelOptions { Seed = 7, Reaping = ReapPolicy.Earliest });
using (kernel)
{
    var backup = kernel.Spawn("backup", Backup);
    using var interceptor = new Interceptor(kernel, faults, Console.Out);
    if (!interceptor.Start(backup))
    {
        Console.Error.WriteLine($"can not trace {backup}");
        return 1;
    }

    kernel.Run();
    Console.WriteLine($"intercepted: {interceptor.Intercepted} system calls");
}

foreach (var violation in kernel.Violations)
    Console.WriteLine(violation);
Console.WriteLine($"violations: {kernel.Violations.Count}");
return kernel.Violations.Count == 0 ? 0 : 2;

static void Backup(SimulatedThread self)
{
    var packer = self.Fork(child => child.Exec("/bin/gzip", Pack));
    self.Wait(packer);
    var log = self.Syscall(LinuxSyscall.Open, 0x7000, 1);
    if (self.Syscall(LinuxSyscall.Write, log, 0x7100, 40) < 0)
        self.Syscall(LinuxSyscall.Unlink, 0x7000);
    self.Syscall(LinuxSyscall.Close, log);
}

static void Pack(SimulatedThread self)
{
    var source = self.Syscall(LinuxSyscall.Open, 0x1000, 0);
    self.Syscall(LinuxSyscall.Read, source, 0x2000, 512);
    self.Syscall(LinuxSyscall.Close, source);
    self.ExitGroup(self.Syscall(LinuxSyscall.Write, 1, 0x3000, 128) < 0 ? 1 : 0);
}
