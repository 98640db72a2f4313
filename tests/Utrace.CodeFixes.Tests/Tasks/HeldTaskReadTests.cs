using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a field that always holds a task: its uses.</summary>
public class HeldTaskReadTests
{
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
}
