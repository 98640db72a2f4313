using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a field that may hold nothing: tests and what they guard.</summary>
public class HeldTaskGuardTests
{
    [Fact]
    public Task NullableWithTests() => Verify.Makes(
        """
        public sealed class Session
        {
            private TaskStruct? {|UTR1003:_task|};

            public void Set(TaskStruct task)
            {
                _task = task;
            }

            public void Print()
            {
                if (_task == null)
                    return;

                // Both are read.
                Console.WriteLine(_task.Comm);
                Console.WriteLine(_task.Pid);
            }

            public bool Has => _task is not null;

            public int Pid() => _task?.Pid ?? -1;

            public void Clear()
            {
                _task = null;
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private PidHandle? _pid;

            public void Set(TaskStruct task)
            {
                _pid?.Put();
                _pid = task.GetPid();
            }

            public void Print()
            {
                using (Rcu.EnterReadScope())
                {
                    var task = _pid?.Task();
                    if (task == null)
                        return;

                    // Both are read.
                    Console.WriteLine(task.Comm);
                    Console.WriteLine(task.Pid);
                }
            }

            public bool Has => _pid is not null;

            public int Pid()
            {
                using (Rcu.EnterReadScope())
                {
                    return _pid?.Task()?.Pid ?? -1;
                }
            }

            public void Clear()
            {
                _pid?.Put();
                _pid = null;
            }

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        """);

    [Fact]
    public Task GuardAroundTheUse() => Verify.Makes(
        """
        public sealed class Session
        {
            private TaskStruct? {|UTR1003:_task|};

            public void Print()
            {
                if (_task != null && !_task.IsExiting)
                {
                    Console.WriteLine(_task.Comm);
                }
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private PidHandle? _pid;

            public void Print()
            {
                using (Rcu.EnterReadScope())
                {
                    var task = _pid?.Task();
                    if (task != null && !task.IsExiting)
                    {
                        Console.WriteLine(task.Comm);
                    }
                }
            }

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        """);

    [Fact]
    public Task GuardOnWhichAnAttachRelies() => Verify.Makes(
        """
        public sealed class Session(UtraceEngineOps ops)
        {
            private TaskStruct? {|UTR1003:_task|};

            public UtraceEngine? Attach()
            {
                if (_task == null)
                    return null;
                Console.WriteLine(_task.Comm);
                return UtraceEngine.AttachTask(_task, AttachFlags.Create, ops);
            }
        }

        """,
        """
        public sealed class Session(UtraceEngineOps ops) : IDisposable
        {
            private PidHandle? _pid;

            public UtraceEngine? Attach()
            {
                if (_pid == null)
                    return null;
                using (Rcu.EnterReadScope())
                {
                    if (_pid.Task() is { } task)
                    {
                        Console.WriteLine(task.Comm);
                    }
                }
                return UtraceEngine.AttachPid(_pid, AttachFlags.Create, ops);
            }

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        """);

    [Fact]
    public Task AttachOfATaskThatMayBeMissing() => Verify.Makes(
        """
        public sealed class Session(UtraceEngineOps ops)
        {
            private TaskStruct? {|UTR1003:_task|};

            public UtraceEngine Attach() => UtraceEngine.AttachTask(_task, AttachFlags.Create, ops);

            public Errno Stop(UtraceEngine engine) => engine.Control(_task, ResumeAction.Stop);
        }

        """,
        """
        public sealed class Session(UtraceEngineOps ops) : IDisposable
        {
            private PidHandle? _pid;

            public UtraceEngine Attach() => UtraceEngine.AttachPid(_pid ?? throw new InvalidOperationException("There is no task."), AttachFlags.Create, ops);

            public Errno Stop(UtraceEngine engine) => engine.Control(_pid?.Task(), ResumeAction.Stop);

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        """);

    [Fact]
    public Task AliasIsFollowed() => Verify.Makes(
        """
        public sealed class Session
        {
            private TaskStruct? {|UTR1003:_task|};

            public int Tgid()
            {
                var task = _task;
                if (task == null)
                    return -1;
                return task.Tgid;
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private PidHandle? _pid;

            public int Tgid()
            {
                using (Rcu.EnterReadScope())
                {
                    var task = _pid?.Task();
                    if (task == null)
                        return -1;
                    return task.Tgid;
                }
            }

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        """);

    [Fact]
    public Task ForcedNotToBeNull() => Verify.Makes(
        """
        public sealed class Session(UtraceEngineOps ops)
        {
            private TaskStruct? {|UTR1003:_task|};

            public void Print()
            {
                Console.WriteLine(_task!.Comm);
            }

            public UtraceEngine Attach() => UtraceEngine.AttachTask(_task!, AttachFlags.Create, ops);
        }

        """,
        """
        public sealed class Session(UtraceEngineOps ops) : IDisposable
        {
            private PidHandle? _pid;

            public void Print()
            {
                using (Rcu.EnterReadScope())
                {
                    if (_pid?.Task() is { } task)
                    {
                        Console.WriteLine(task.Comm);
                    }
                }
            }

            public UtraceEngine Attach() => UtraceEngine.AttachPid(_pid!, AttachFlags.Create, ops);

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        """);
}
