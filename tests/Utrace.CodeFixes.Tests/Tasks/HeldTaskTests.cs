using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a field: what is assigned, and where the pid is put.</summary>
public class HeldTaskTests
{
    [Fact]
    public Task SetByTheConstructorAndPassedToAnEngine() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly TaskStruct {|UTR1003:_task|};
            private readonly UtraceEngine _engine;

            public Session(TaskStruct task, [Owned] UtraceEngine engine)
            {
                _task = task;
                _engine = engine;
            }

            public Errno Stop() => _engine.Control(_task, ResumeAction.Stop);
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly PidHandle _pid;
            private readonly UtraceEngine _engine;

            public Session(TaskStruct task, [Owned] UtraceEngine engine)
            {
                _pid = task.GetPid();
                _engine = engine;
            }

            public Errno Stop() => _engine.Control(_pid, ResumeAction.Stop);

            public void Dispose()
            {
                _pid.Put();
            }
        }

        """);

    [Fact]
    public Task ReceiverInAValue() => Verify.Makes(
        """
        public sealed class Session(TaskStruct task)
        {
            private readonly TaskStruct {|UTR1003:_target|} = task;

            public int Tgid => _target.Tgid;

            public string Describe()
            {
                var name = _target.Comm;
                return name + "!";
            }
        }

        """,
        """
        public sealed class Session(TaskStruct task) : IDisposable
        {
            private readonly PidHandle _target = task.GetPid();

            public int Tgid
            {
                get
                {
                    using (Rcu.EnterReadScope())
                    {
                        var task = _target.Task() ?? throw new InvalidOperationException("The task is gone.");
                        return task.Tgid;
                    }
                }
            }

            public string Describe()
            {
                string name;
                using (Rcu.EnterReadScope())
                {
                    var task = _target.Task() ?? throw new InvalidOperationException("The task is gone.");
                    name = task.Comm;
                }
                return name + "!";
            }

            public void Dispose()
            {
                _target.Put();
            }
        }

        """);

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
    public Task AssignedFromALookup() => Verify.Makes(
        """
        public sealed class Session(PidHandle target)
        {
            private TaskStruct? {|UTR1003:_task|};

            public void Find()
            {
                using (Rcu.EnterReadScope())
                    _task = target.Task();
            }

            public void FindParent()
            {
                using (Rcu.EnterReadScope())
                {
                    _task = target.Task()?.RealParent;
                }
            }

            public void Force()
            {
                using var scope = Rcu.EnterReadScope();
                _task = target.Task()!;
            }
        }

        """,
        """
        public sealed class Session(PidHandle target) : IDisposable
        {
            private PidHandle? _pid;

            public void Find()
            {
                _pid?.Put();
                _pid = target.Get();
            }

            public void FindParent()
            {
                using (Rcu.EnterReadScope())
                {
                    _pid?.Put();
                    _pid = target.Task()?.RealParent?.GetPid();
                }
            }

            public void Force()
            {
                using var scope = Rcu.EnterReadScope();
                _pid?.Put();
                _pid = target.Get();
            }

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        """);

    [Fact]
    public Task ValueInParentheses() => Verify.Makes(
        """
        public sealed class Session
        {
            private TaskStruct {|UTR1003:_task|};

            public Session(TaskStruct? task)
            {
                _task = task ?? TaskStruct.Current;
            }

            public void Set(TaskStruct task) => this._task = task;
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private PidHandle _pid;

            public Session(TaskStruct? task)
            {
                _pid = (task ?? TaskStruct.Current).GetPid();
            }

            public void Set(TaskStruct task)
            {
                this._pid?.Put();
                this._pid = task.GetPid();
            }

            public void Dispose()
            {
                _pid.Put();
            }
        }

        """);

    [Fact]
    public Task InASectionThatIsThere() => Verify.Makes(
        """
        public sealed class Session(TaskStruct found)
        {
            private readonly TaskStruct {|UTR1003:_task|} = found;

            public void Print()
            {
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(_task.Comm);
                    Console.WriteLine(_task.Pid);
                }
            }
        }

        """,
        """
        public sealed class Session(TaskStruct found) : IDisposable
        {
            private readonly PidHandle _pid = found.GetPid();

            public void Print()
            {
                using (Rcu.EnterReadScope())
                {
                    if (_pid.Task() is { } task)
                    {
                        Console.WriteLine(task.Comm);
                        Console.WriteLine(task.Pid);
                    }
                }
            }

            public void Dispose()
            {
                _pid.Put();
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
    public Task PassedToAMethodOfTheModule() => Verify.Makes(
        """
        public sealed class Session(TaskStruct found)
        {
            private readonly TaskStruct {|UTR1003:_task|} = found;

            public void Print() => Print(_task);

            private static void Print(TaskStruct task)
            {
                Console.WriteLine(task.Comm);
            }
        }

        """,
        """
        public sealed class Session(TaskStruct found) : IDisposable
        {
            private readonly PidHandle _pid = found.GetPid();

            public void Print()
            {
                using (Rcu.EnterReadScope())
                {
                    if (_pid.Task() is { } task)
                    {
                        Print(task);
                    }
                }
            }

            private static void Print(TaskStruct task)
            {
                Console.WriteLine(task.Comm);
            }

            public void Dispose()
            {
                _pid.Put();
            }
        }

        """);

    [Fact]
    public Task PidOfTheTaskIsAReferenceOnTheHeldOne() => Verify.Makes(
        """
        public sealed class Session(TaskStruct found)
        {
            private readonly TaskStruct {|UTR1003:_task|} = found;

            public PidHandle Share() => _task.GetPid();

            /// <summary>Says <see cref="_task"/>.</summary>
            public string Name => nameof(_task);
        }

        """,
        """
        public sealed class Session(TaskStruct found) : IDisposable
        {
            private readonly PidHandle _pid = found.GetPid();

            public PidHandle Share() => _pid.Get();

            /// <summary>Says <see cref="_pid"/>.</summary>
            public string Name => nameof(_pid);

            public void Dispose()
            {
                _pid.Put();
            }
        }

        """);

    [Fact]
    public Task CoalescingAssignment() => Verify.Makes(
        """
        public sealed class Session
        {
            private TaskStruct? {|UTR1003:_task|};

            public void Set(TaskStruct task)
            {
                _task ??= task;
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private PidHandle? _pid;

            public void Set(TaskStruct task)
            {
                _pid ??= task.GetPid();
            }

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        """);

    [Fact]
    public Task TwoFieldsOfOneType() => Verify.Makes(
        """
        public sealed class Pair(TaskStruct one, TaskStruct other)
        {
            private readonly TaskStruct {|UTR1003:_parentTask|} = one;
            private readonly TaskStruct {|UTR1003:_childTask|} = other;

            public Errno Stop(UtraceEngine engine) => engine.Control(_childTask, ResumeAction.Stop);
        }

        """,
        """
        public sealed class Pair(TaskStruct one, TaskStruct other) : IDisposable
        {
            private readonly PidHandle _parentPid = one.GetPid();
            private readonly PidHandle _childPid = other.GetPid();

            public Errno Stop(UtraceEngine engine) => engine.Control(_childPid, ResumeAction.Stop);

            public void Dispose()
            {
                _parentPid.Put();
                _childPid.Put();
            }
        }

        """);

    [Fact]
    public Task NameThatIsTaken() => Verify.Makes(
        """
        public sealed class Session(TaskStruct found)
        {
            private readonly int _pid = 1;
            private readonly TaskStruct {|UTR1003:_task|} = found;

            public Errno Stop(UtraceEngine engine) => engine.Control(_task, ResumeAction.Stop);
        }

        """,
        """
        public sealed class Session(TaskStruct found) : IDisposable
        {
            private readonly int _pid = 1;
            private readonly PidHandle _pidHandle = found.GetPid();

            public Errno Stop(UtraceEngine engine) => engine.Control(_pidHandle, ResumeAction.Stop);

            public void Dispose()
            {
                _pidHandle.Put();
            }
        }

        """);

    [Fact]
    public Task ThisAndExplicitTypesAreKept() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly TaskStruct {|UTR1003:task|};

            public Session(TaskStruct found)
            {
                this.task = found;
            }

            public int Length()
            {
                string name = this.task.Comm;
                return name.Length;
            }

            public void Other(PidHandle other)
            {
                PidHandle again = other.Get();
                again.Put();
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly PidHandle pid;

            public Session(TaskStruct found)
            {
                this.pid = found.GetPid();
            }

            public int Length()
            {
                string name;
                using (Rcu.EnterReadScope())
                {
                    TaskStruct task = this.pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                    name = task.Comm;
                }
                return name.Length;
            }

            public void Other(PidHandle other)
            {
                PidHandle again = other.Get();
                again.Put();
            }

            public void Dispose()
            {
                this.pid.Put();
            }
        }

        """);

    [Fact]
    public Task WhatIsYieldedIsReadAbove() => Verify.Makes(
        """
        public sealed class Session(TaskStruct found)
        {
            private readonly TaskStruct {|UTR1003:_task|} = found;

            public IEnumerable<string> Names()
            {
                yield return "first";
                yield return _task.Comm;
            }
        }

        """,
        """
        public sealed class Session(TaskStruct found) : IDisposable
        {
            private readonly PidHandle _pid = found.GetPid();

            public IEnumerable<string> Names()
            {
                yield return "first";
                string comm;
                using (Rcu.EnterReadScope())
                {
                    comm = (_pid.Task() ?? throw new InvalidOperationException("The task is gone.")).Comm;
                }
                yield return comm;
            }

            public void Dispose()
            {
                _pid.Put();
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

    [Fact]
    public Task AccessorsOnOneLine() => Verify.Makes(
        """
        public sealed class Session(TaskStruct found)
        {
            private readonly TaskStruct {|UTR1003:_task|} = found;

            public int Pid { get { return _task.Pid; } }

            public int Tgid { get => _task.Tgid; set => Console.WriteLine(value); }
        }

        """,
        """
        public sealed class Session(TaskStruct found) : IDisposable
        {
            private readonly PidHandle _pid = found.GetPid();

            public int Pid
            {
                get
                {
                    using (Rcu.EnterReadScope())
                    {
                        var task = _pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                        return task.Pid;
                    }
                }
            }

            public int Tgid
            {
                get
                {
                    using (Rcu.EnterReadScope())
                    {
                        var task = _pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                        return task.Tgid;
                    }
                }
                set => Console.WriteLine(value);
            }

            public void Dispose()
            {
                _pid.Put();
            }
        }

        """);
}
