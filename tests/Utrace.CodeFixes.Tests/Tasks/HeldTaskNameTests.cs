using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a field: its new name, and the style of what is written.</summary>
public class HeldTaskNameTests
{
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
