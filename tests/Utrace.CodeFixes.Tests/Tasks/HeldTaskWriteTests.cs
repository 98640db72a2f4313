using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a field: what is assigned to it.</summary>
public class HeldTaskWriteTests
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

            public void Close() => _engine.Put();

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

            public void Close() => _engine.Put();

            public Errno Stop() => _engine.Control(_pid, ResumeAction.Stop);

            public void Dispose()
            {
                _pid.Put();
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
}
