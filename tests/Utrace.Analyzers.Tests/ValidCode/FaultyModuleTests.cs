using System.Text.RegularExpressions;

namespace Utrace.Analyzers.Tests.ValidCode;

/// <summary>The correct modules with one fault put in: the silence about them is knowledge, not blindness.</summary>
public sealed partial class FaultyModuleTests
{
    [Theory]
    [InlineData(
        "SyscallCounter",
        "            pid.Put();\n                return Errno.EEXIST;",
        "            return Errno.EEXIST;",
        "UTR2001")]
    [InlineData(
        "SyscallCounter",
        "                engine.Put();\n                pid.Put();\n                return error;",
        "                pid.Put();\n                return error;",
        "UTR3001")]
    [InlineData(
        "SyscallCounter",
        "                engine.Put();\n                pid.Put();\n                return error;",
        "                engine.Put();\n                return error;",
        "UTR2001")]
    [InlineData(
        "SyscallCounter",
        "            traced.Add(number, (pid, engine));",
        "            traced.Add(number, default);",
        "UTR2001 UTR3001")]
    [InlineData(
        "SyscallCounter",
        "= [];\n    private readonly Lock",
        "= [];\n    private TaskStruct? last;\n    private readonly Lock",
        "UTR1003")]
    [InlineData("Debugger", "            engine?.Put();\n", "", "UTR3001")]
    [InlineData("Debugger", "            pid?.Put();\n", "", "UTR2001")]
    [InlineData("Debugger", "using (Rcu.EnterReadScope())\n", "\n", "UTR1001")]
    [InlineData(
        "Debugger",
        "        engine.Put();\n        pid.Put();\n    }",
        "        engine.Put();\n        pid.Put();\n        pid.Put();\n    }",
        "UTR2002")]
    [InlineData("Sandbox", "using var pid = kernel", "var pid = kernel", "UTR2001")]
    [InlineData("Sandbox", "            engine.Put();\n            return false;", "            return false;", "UTR3001")]
    [InlineData("Sandbox", "            attached.Put();\n", "", "UTR3001")]
    [InlineData("Sandbox", "        using (Rcu.EnterReadScope())\n", "", "UTR1001")]
    [InlineData("Sandbox", "        Keep(attached);\n", "", "UTR3001")]
    [InlineData(
        "Sandbox",
        "[Owned] UtraceEngine engine)\n    {\n        lock (engines)\n            engines.Add(engine);",
        "UtraceEngine engine)\n    {\n        lock (engines)\n            Use(engine);",
        "UTR3001 UTR3001")]
    [InlineData("Sandbox", "TryAttachTask(child,", "TryAttachTask(child.RealParent,", "UTR1001")]
    [InlineData("FaultInjector", "        pid = found;\n", "", "UTR2001")]
    [InlineData(
        "ProcessTree",
        "using var scope = Rcu.EnterReadScope();\n        return pid.Task()",
        "return pid.Task()",
        "UTR1001 UTR1001")]
    [InlineData("ProcessTree", "            Rcu.ReadUnlock();\n", "", "UTR4001")]
    [InlineData(
        "ProcessTree",
        "        using (Rcu.EnterReadScope())\n            return Depth(pid.Task());",
        "        return Depth(pid.Task());",
        "UTR1001 UTR1001")]
    [InlineData("PidCache", "        using (Rcu.EnterReadScope())\n            return pid.Task()", "        return pid.Task()", "UTR1001")]
    [InlineData("AttachSession", "            pid.Put();\n            return false;", "            return false;", "UTR2001")]
    [InlineData("AttachSession", "        engine.Dispose();\n", "", "UTR3001")]
    [InlineData("AttachSession", "        pid.Dispose();\n", "        engine.Put();\n        pid.Dispose();\n", "UTR3002")]
    [InlineData("AttachSession", "            using var scope = Rcu.EnterReadScope();\n", "", "UTR1001")]
    [InlineData("Watcher", "using var pid = kernel", "var pid = kernel", "UTR2001")]
    [InlineData("Watcher", "        Rcu.ReadUnlock();\n        return name;", "        return name;", "UTR4001 UTR4003 UTR4001")]
    [InlineData("Watcher", "        Rcu.ReadLock();\n        var name", "        var name", "UTR1001 UTR4002 UTR4002")]
    [InlineData(
        "Watcher",
        "        using (Rcu.EnterReadScope())\n            return pid.Task() is",
        "        return pid.Task() is",
        "UTR1001")]
    [InlineData(
        "BatchAttach",
        "            finally\n            {\n                pid.Put();\n            }",
        "            finally\n            {\n            }",
        "UTR2001")]
    [InlineData("BatchAttach", "                engines[number] = engine;", "                Use(engine);", "UTR3001")]
    [InlineData("BatchAttach", "            first.Put();\n            return null;", "            return null;", "UTR2001")]
    [InlineData("BatchAttach", "        return (first, second);", "        second.Put();\n        return (first, second);", "UTR2003")]
    [InlineData("ExecMonitor", "        using (Rcu.EnterReadScope())\n", "", "UTR1001")]
    [InlineData("ExecMonitor", "new ExecEvent(pid, path, parent)", "new ExecEvent(pid.Get(), path, parent)", "UTR2001")]
    [InlineData(
        "SignalRouter",
        "        using var scope = Rcu.EnterReadScope();\n        return pid.Task() is null;",
        "        return pid.Task() is null;",
        "UTR1001")]
    [InlineData("SignalRouter", "            using var scope = Rcu.EnterReadScope();\n", "", "UTR1001 UTR1001 UTR1001")]
    [InlineData("TraceCommand", "using var engine = Utrace", "var engine = Utrace", "UTR3001")]
    [InlineData("TraceCommand", "using var pid = kernel", "var pid = kernel", "UTR2001")]
    [InlineData("TraceCommand", "UtraceEngine.AttachPid(pid,", "UtraceEngine.AttachTask(pid.Task(),", "UTR1001 UTR1005")]
    [InlineData("OwnContracts", "        using var section = CountedSection.Enter();\n", "", "UTR1001 UTR1001")]
    [InlineData("OwnContracts", "                Unlock();\n", "", "UTR4001")]
    [InlineData(
        "LeaderIndex",
        "        using var scope = Rcu.EnterReadScope();\n        var tasks",
        "        var tasks",
        "UTR1001 UTR1001")]
    [InlineData("LeaderIndex", "using var first = OpenLeader(a)", "var first = OpenLeader(a)", "UTR2001")]
    [InlineData(
        "LeaderIndex",
        "        public bool HasYoungest",
        "        public TaskStruct? Youngest { get; set; }\n\n        public bool HasYoungest",
        "UTR1003")]
    [InlineData(
        "KernelStyle",
        "            Rcu.ReadUnlock();\n            error = Errno.ESRCH;",
        "            error = Errno.ESRCH;",
        "UTR4001")]
    [InlineData(
        "KernelStyle",
        "        var group = task.Tgid;\n        Rcu.ReadUnlock();\n",
        "        Rcu.ReadUnlock();\n        var group = task.Tgid;\n",
        "UTR1002")]
    [InlineData("KernelStyle", "            engine.Put();\n            goto put;", "            goto put;", "UTR3001")]
    [InlineData(
        "KernelStyle",
        "            error = Errno.EPERM;\n            goto put;",
        "            error = Errno.EPERM;\n            goto done;",
        "UTR2001")]
    [InlineData("KernelStyle", "            goto unlock;", "            return count;", "UTR4001")]
    public async Task ModuleWithOneFault_SaysIt(string module, string text, string fault, string ids)
    {
        var source = ValidModules.Read(module);
        var at = source.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{module} does not contain the text to change");
        var said = await Compiled.DiagnosticsOf(source[..at] + fault + source[(at + text.Length)..]);
        Assert.Equal(ids, string.Join(' ', said.Select(diagnostic => Id().Match(diagnostic).Value)));
    }

    [GeneratedRegex("UTR[0-9]{4}")]
    private static partial Regex Id();
}
