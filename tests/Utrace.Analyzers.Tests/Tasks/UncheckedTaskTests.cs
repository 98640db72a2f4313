namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1006: the lookup may have found none, and where nullable analysis is off nobody asks.</summary>
public sealed class UncheckedTaskTests
{
    [Theory]
    [InlineData("Log({|UTR1006:pid.Task()|}.Comm);")]
    [InlineData("Log({|UTR1006:pid.Task(PidType.Tgid)|}.Pid);")]
    [InlineData("Log(({|UTR1006:pid.Task()|}).Pid);")]
    [InlineData("var task = pid.Task(); Log({|UTR1006:task|}.Comm);")]
    [InlineData("var task = pid.Task(); Log({|UTR1006:task|}.Comm); Log(task.Pid);")]
    [InlineData("var task = pid.Task(); if (flag) Log({|UTR1006:task|}.Comm); else Log({|UTR1006:task|}.Pid);")]
    [InlineData("TaskStruct task = pid.Task(); TaskStruct other = task; Log({|UTR1006:other|}.Comm);")]
    [InlineData("var task = pid.Task(); Use({|UTR1006:task|}.GroupLeader);")]
    [InlineData("var task = pid.Task(); using var leader = {|UTR1006:task|}.GetPid();")]
    [InlineData("var task = pid.Task(); Log({|UTR1006:task|}.ToString());")]
    [InlineData("var task = pid.Task(); Use({|UTR1006:task|}.AsUnreapedChild());")]
    [InlineData("var task = pid.Task(); if (task == null) Log(\"none\"); Log({|UTR1006:task|}.Comm);")]
    [InlineData("var task = pid.Task(); if (task != null) Log(task.Comm); Log({|UTR1006:task|}.Pid);")]
    [InlineData("var task = pid.Task(); Log(task?.Comm); Log({|UTR1006:task|}.Pid);")]
    [InlineData("var task = pid.Task(); if (task == null) Log({|UTR1006:task|}.Pid);")]
    [InlineData("var task = pid.Task(); if (task != null || flag) Log({|UTR1006:task|}.Pid);")]
    [InlineData("var task = pid.Task(); if (task == null && flag) return; Log({|UTR1006:task|}.Pid);")]
    [InlineData("var task = pid.Task(); try { Log({|UTR1006:task|}.Pid); } finally { Work(); }")]
    [InlineData("TaskStruct task = null; if (flag) task = pid.Task(); if (flag) Log({|UTR1006:task|}.Pid);")]
    [InlineData("for (var i = 0; i < 3; i++) Log({|UTR1006:pid.Task()|}.Pid);")]
    [InlineData("var parent = TaskStruct.Current.RealParent; Log({|UTR1006:parent|}.Pid);")]
    [InlineData("var task = pid.Task(); if (task == null) return; Log({|UTR1006:task.RealParent|}.Pid);")]
    [InlineData("var task = pid.Task(); if (task == null) return; task = pid.Task(PidType.Tgid); Log({|UTR1006:task|}.Pid);")]
    [InlineData("var task = flag ? pid.Task() : TaskStruct.Current; Log({|UTR1006:task|}.Pid);")]
    [InlineData("var task = pid.Task(); _ = engine.Control(task, ResumeAction.Stop); Log({|UTR1006:task|}.Pid);")]
    [InlineData("var task = pid.Task(); Log({|UTR1006:task|}.Equals(TaskStruct.Current));")]
    [InlineData("var task = pid.Task(); int Number() => {|UTR1006:task|}.Pid; Log(Number());")]
    [InlineData("var task = pid.Task(); var name = $\"{{|UTR1006:task|}.Comm}\"; Log(name);")]
    [InlineData("var task = pid.Task(); Log(task != null); Log({|UTR1006:task|}.Pid);")]
    public Task UncheckedWhereNullableAnalysisIsOff_Triggers(string statements) => InASection(statements);

    [Theory]
    [InlineData("Log(pid.Task()?.Comm);")]
    [InlineData("Log(pid.Task()?.Pid ?? 0);")]
    [InlineData("var task = pid.Task(); Log(task?.GroupLeader.Pid ?? 0);")]
    [InlineData("var task = pid.Task(); if (task != null) Log(task.Comm);")]
    [InlineData("var task = pid.Task(); if (task is null) return; Log(task.Comm);")]
    [InlineData("var task = pid.Task(); if (task == null) throw new InvalidOperationException(); Log(task.Comm);")]
    [InlineData("if (pid.Task() is { } task) Log(task.Comm);")]
    [InlineData("if (pid.Task() is { IsExiting: false } task) Log(task.Comm);")]
    [InlineData("if (pid.Task() is TaskStruct task) Log(task.Comm);")]
    [InlineData("if (pid.Task() is not { } task) return; Log(task.Comm);")]
    [InlineData("var task = pid.Task(); System.Diagnostics.Debug.Assert(task != null); Log(task.Comm);")]
    [InlineData("var task = pid.Task(); System.Diagnostics.Debug.Assert(task is not null, \"gone\"); Log(task.Comm);")]
    [InlineData("var task = pid.Task() ?? throw new InvalidOperationException(); Log(task.Comm);")]
    [InlineData("var task = pid.Task() ?? TaskStruct.Current; Log(task.Comm);")]
    [InlineData("var task = pid.Task(); task ??= TaskStruct.Current; Log(task.Comm);")]
    [InlineData("var task = pid.Task(); ArgumentNullException.ThrowIfNull(task); Log(task.Comm);")]
    [InlineData("var task = pid.Task(); Guard.NotNull(task, nameof(task)); Log(task.Comm);")]
    [InlineData("var task = pid.Task(); if (!Guard.IsThere(task)) return; Log(task.Comm);")]
    [InlineData("var task = pid.Task(); Log(task != null && task.IsExiting);")]
    [InlineData("var task = pid.Task(); if (task == null || task.IsExiting) return; Log(task.Comm);")]
    [InlineData("var task = pid.Task(); var isThere = task != null; Work(); if (isThere) Log(task.Comm);")]
    [InlineData("var task = pid.Task(); Log(task == null ? 0 : task.Pid);")]
    [InlineData("TaskStruct task; while ((task = pid.Task()) != null && flag) Log(task.Pid);")]
    [InlineData("for (var task = pid.Task(); task != null; task = task.RealParent) Log(task.Pid);")]
    [InlineData("var task = pid.Task(); switch (task) { case null: return; default: Log(task.Pid); break; }")]
    [InlineData("Log(TaskStruct.Current.Comm); Log(TaskStruct.Current.GroupLeader.Comm);")]
    [InlineData("var task = TaskStruct.Current.GroupLeader; Log(task.Comm);")]
    [InlineData("_ = engine.Control(pid.Task(), ResumeAction.Stop);")]
    [InlineData("var task = pid.Task(); Log(task == TaskStruct.Current); Log(nameof(task.Pid));")]
    [InlineData("var task = pid.Task(); Use(task);")]
    [InlineData("Log(pid.Task()!.Comm);")]
    [InlineData("var task = pid.Task()!; Log(task.Comm);")]
    [InlineData("var all = new List<TaskStruct>(); all.Add(pid.Task()); foreach (var one in all.Where(t => t != null)) Log(one.Pid);")]
    [InlineData("var found = new[] { pid }.Select(p => p.Task()).Where(t => t != null).ToList(); foreach (var one in found) Log(one.Pid);")]
    [InlineData("var found = new[] { pid }.Select(p => p.Task()).OfType<TaskStruct>().First(); Log(found.Pid);")]
    [InlineData("var pair = (task: pid.Task(), nr); if (pair.task != null) Log(pair.task.Pid);")]
    [InlineData("var task = pid.Task(); try { if (task == null) return; Log(task.Comm); } finally { Work(); }")]
    [InlineData("var task = pid.Task(); if (task == null) { Log(0); goto end; } Log(task.Pid); end: Work();")]
    [InlineData("var task = pid.Task(); if (task == null) Fail(); Log(task.Pid);")]
    public Task CheckedOrNeverNull_DoesNotTrigger(string statements) => InASection(statements);

    [Theory]
    [InlineData("#nullable enable", "pid.Task()!.Comm")]
    [InlineData("#nullable enable", "(pid.Task() is { } task ? task : TaskStruct.Current).Comm")]
    [InlineData("#nullable enable annotations\n#nullable enable warnings", "pid.Task()!.Comm")]
    public Task NullableAnalysisIsOn_DoesNotTrigger(string directive, string read) => Verify.Source($$"""
        {{directive}}
        public class Module
        {
            public void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                Log({{read}});
            }
        }
        """);

    [Fact]
    public Task OffForAPartOfTheFile_TriggersThereOnly() => Verify.Source("""
        public class Module
        {
            public void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
        #nullable disable warnings
                Log({|UTR1006:task|}.Comm);
        #nullable restore warnings
            }
        }
        """);

    [Fact]
    public Task PrivateMethodThatReachesIntoItsArgument_TriggersAtTheCall() => Verify.Source("""
        #nullable disable
        public class Module
        {
            public void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                Show({|UTR1006:task|});
                Show(task);
                Show({|UTR1006:pid.Task(PidType.Tgid)|});
            }

            private static void Show(TaskStruct task) => Log(task.Comm);
        }
        """);

    [Fact]
    public Task PrivateMethodThatChecksItsArgument_DoesNotTrigger() => Verify.Source("""
        #nullable disable
        public class Module
        {
            public void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                Show(task);
                Check(task);
                Log(task.Comm);
                var other = pid.Task(PidType.Tgid);
                if (IsAlive(other))
                    Log(other.Comm);
            }

            private static void Show(TaskStruct task) => Log(task?.Comm ?? "");

            private static void Check(TaskStruct task)
            {
                if (task == null)
                    throw new InvalidOperationException();
            }

            private static bool IsAlive(TaskStruct task) => task != null && !task.IsExiting;
        }
        """);

    [Fact]
    public Task PrivateLookup_TriggersWhereItsResultIsUsed() => Verify.Source("""
        #nullable disable
        public class Module
        {
            public void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                Log({|UTR1006:Find(pid)|}.Comm);
                Log(Sure(pid).Comm);
            }

            private static TaskStruct Find(PidHandle pid) => pid.Task();

            private static TaskStruct Sure(PidHandle pid) => pid.Task() ?? throw new InvalidOperationException();
        }
        """);

    [Fact]
    public Task LookupThatDoesNotSayThatItMayFindNone_DoesNotTrigger() => Verify.Source("""
        #nullable disable
        public class Module
        {
            public void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                Log(Find(pid).Comm);
            }

            [RequiresReadLock]
            public static TaskStruct Find(PidHandle pid) => pid.Task();
        }
        """);

    [Fact]
    public Task ParameterIsTheCallers_DoesNotTrigger() => Verify.Source("""
        #nullable disable
        public class Module : UtraceEngineOps
        {
            public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
            {
                Log(child.Comm);
                return ResumeAction.Resume;
            }

            public void Show(TaskStruct task) => Log(task.Comm);
        }
        """);

    [Theory]
    [InlineData("TaskStruct task; using (Rcu.EnterReadScope()) task = pid.Task(); Log({|UTR1002:task|}.Comm);")]
    [InlineData("var task = {|UTR1001:pid.Task()|}; Log(task.Comm);")]
    [InlineData("Log({|UTR1001:pid.Task()|}.Comm);")]
    public Task FlaggedForItsSection_IsNotFlaggedForNullToo(string statements) => Verify.Source(Module(statements));

    private static Task InASection(string statements) => Verify.Source(Module("using var scope = Rcu.EnterReadScope(); " + statements));

    private static string Module(string statements) => $$"""
        #nullable disable
        public class Module
        {
            public void Run(PidHandle pid, UtraceEngine engine, int nr, bool flag)
            {
                {{statements}}
            }

            [DoesNotReturn]
            public static void Fail() => throw new InvalidOperationException();
        }

        public static class Guard
        {
            public static void NotNull(object it, string name)
            {
                if (it == null)
                    throw new ArgumentNullException(name);
            }

            public static bool IsThere(TaskStruct task) => task != null;
        }
        """;
}
