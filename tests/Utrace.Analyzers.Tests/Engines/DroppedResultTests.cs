namespace Utrace.Analyzers.Tests.Engines;

/// <summary>UTR3007: the answer of a call that may not be dropped.</summary>
public sealed class DroppedResultTests
{
    [Theory]
    [InlineData("{|UTR3007:engine.Control(pid, ResumeAction.Stop)|};")]
    [InlineData("{|UTR3007:engine.SetEvents(pid, UtraceEvents.Quiesce)|};")]
    [InlineData("{|UTR3007:engine.Barrier(pid)|};")]
    [InlineData("{|UTR3007:engine.PrepareExamine(pid, new Examiner())|};")]
    [InlineData("{|UTR3007:engine.FinishExamine(pid, new Examiner())|};")]
    [InlineData("{|UTR3007:engine.Control(pid.Task(), ResumeAction.Resume)|};")]
    [InlineData("{|UTR3007:engine.Control(TaskStruct.Current, ResumeAction.Resume)|};")]
    [InlineData("if (flag) {|UTR3007:engine.Control(pid, ResumeAction.Stop)|};")]
    [InlineData("for (var i = 0; i < nr; {|UTR3007:engine.Control(pid, ResumeAction.Resume)|}) i++;")]
    [InlineData("for ({|UTR3007:engine.Barrier(pid)|}; nr > 0; nr--) Work();")]
    [InlineData("try { Work(); } finally { {|UTR3007:engine.Control(pid, ResumeAction.Detach)|}; }")]
    [InlineData("try { Work(); } catch (UtraceException) { {|UTR3007:engine.Barrier(pid)|}; throw; }")]
    [InlineData("switch (nr) { case 1: {|UTR3007:engine.Control(pid, ResumeAction.Stop)|}; break; }")]
    [InlineData("foreach (var one in new[] { engine }) {|UTR3007:one.Control(pid, ResumeAction.Stop)|};")]
    public Task Statement_Triggers(string statements) => Verify.Body(statements);

    [Theory]
    [InlineData("UtraceEngine? maybe = flag ? engine : null; {|UTR3007:maybe?.Control(pid, ResumeAction.Stop)|};")]
    [InlineData("var all = new Dictionary<int, UtraceEngine?>(); {|UTR3007:all[1]?.Barrier(pid)|};")]
    [InlineData("Action later = () => {|UTR3007:engine.Control(pid, ResumeAction.Stop)|}; later();")]
    [InlineData("Action<PidHandle> later = p => { {|UTR3007:engine.SetEvents(p, UtraceEvents.None)|}; }; later(pid);")]
    [InlineData("void Stop() => {|UTR3007:engine.Control(pid, ResumeAction.Stop)|}; Stop(); Stop();")]
    [InlineData("new[] { pid }.ToList().ForEach(p => {|UTR3007:engine.Control(p, ResumeAction.Stop)|});")]
    [InlineData("var error = {|UTR3007:engine.Control(pid, ResumeAction.Stop)|};")]
    [InlineData("Errno error; error = {|UTR3007:engine.Control(pid, ResumeAction.Stop)|};")]
    [InlineData("Errno error = {|UTR3007:engine.Barrier(pid)|}; error = Errno.None;")]
    public Task OtherForms_Trigger(string statements) => Verify.Body(statements);

    [Fact]
    public Task Members_Trigger() => Verify.Members("""
        private readonly UtraceEngine _engine;
        private readonly PidHandle _pid;

        public Module(UtraceEngine engine, PidHandle pid)
        {
            (_engine, _pid) = (engine, pid);
            {|UTR3007:engine.SetEvents(pid, UtraceEvents.Quiesce)|};
        }

        public void Stop() => {|UTR3007:_engine.Control(_pid, ResumeAction.Stop)|};

        public int Number
        {
            get
            {
                {|UTR3007:_engine.Barrier(_pid)|};
                return 1;
            }
            set => {|UTR3007:_engine.Control(_pid, (ResumeAction)value)|};
        }

        public static Module operator +(Module left, Module right)
        {
            {|UTR3007:left._engine.Barrier(right._pid)|};
            return left;
        }

        private void Resume()
        {
            {|UTR3007:this._engine.Control(this._pid, ResumeAction.Resume)|};
        }
        """);

    [Fact]
    public Task OwnContracts_Trigger() => Verify.Source("""
        [MustCheck]
        public enum Answer { Good, Bad }

        public interface ITarget
        {
            [MustCheck] bool Reset();
            [MustCheck] Task<int> ResetAsync();
            Answer Ask();
            Task<Answer> AskAsync();
            ValueTask<Answer> AskSoon();
            int Count();
        }

        public sealed class Target : ITarget
        {
            public bool Reset() => true;
            public Task<int> ResetAsync() => Task.FromResult(1);
            public Answer Ask() => Answer.Good;
            public Task<Answer> AskAsync() => Task.FromResult(Answer.Bad);
            public ValueTask<Answer> AskSoon() => new(Answer.Bad);
            public int Count() => 1;
        }

        public static class Module
        {
            public static async Task Run(ITarget target, Target own)
            {
                {|UTR3007:target.Reset()|};
                await {|UTR3007:target.ResetAsync()|};
                await {|UTR3007:target.ResetAsync()|}.ConfigureAwait(false);
                {|UTR3007:target.Ask()|};
                await {|UTR3007:target.AskAsync()|};
                await {|UTR3007:target.AskSoon()|};
                {|UTR3007:own.Reset()|};
                {|UTR3007:own.Ask()|};
                target.Count();
                _ = target.Ask();
                _ = await target.AskAsync();
                if (await target.ResetAsync() > 0)
                    own.Count();
            }
        }
        """);

    [Theory]
    [InlineData("_ = engine.Control(pid, ResumeAction.Stop);")]
    [InlineData("_ = engine.Barrier(pid);")]
    [InlineData("var _ = engine.Barrier(pid);")]
    [InlineData("if (engine.Control(pid, ResumeAction.Stop) != Errno.None) return;")]
    [InlineData("var error = engine.Control(pid, ResumeAction.Stop); if (error != Errno.None) return;")]
    [InlineData("Errno error; error = engine.Control(pid, ResumeAction.Stop); Log((int)error);")]
    [InlineData("Errno error; while ((error = engine.Barrier(pid)) == Errno.ERESTARTSYS) Work(); Log(error.ToString());")]
    [InlineData("while (engine.Barrier(pid) == Errno.ERESTARTSYS) Work();")]
    [InlineData("Log(engine.Control(pid, ResumeAction.Stop) is Errno.None or Errno.EINPROGRESS);")]
    [InlineData("Log(engine.Control(pid, ResumeAction.Stop) switch { Errno.None => 1, _ => 2 });")]
    [InlineData("switch (engine.Control(pid, ResumeAction.Stop)) { case Errno.None: break; default: throw new InvalidOperationException(); }")]
    [InlineData("Func<Errno> later = () => engine.Control(pid, ResumeAction.Stop); Log((int)later());")]
    [InlineData("Errno Stop() => engine.Control(pid, ResumeAction.Stop); Log((int)Stop());")]
    [InlineData("var error = engine.Control(pid, ResumeAction.Stop); Action later = () => Log((int)error); later();")]
    [InlineData("var errors = new[] { engine.Control(pid, ResumeAction.Stop), engine.Barrier(pid) }; Log(errors.Length);")]
    [InlineData("var (a, b) = (engine.Control(pid, ResumeAction.Stop), engine.Barrier(pid)); Log((int)a);")]
    [InlineData("UtraceEngine? maybe = flag ? engine : null; _ = maybe?.Control(pid, ResumeAction.Stop);")]
    [InlineData("UtraceEngine? maybe = flag ? engine : null; if (maybe?.Control(pid, ResumeAction.Stop) == Errno.None) Work();")]
    [InlineData("var error = flag ? engine.Control(pid, ResumeAction.Stop) : engine.Barrier(pid); Log((int)error);")]
    [InlineData("string.Join(',', engine.Control(pid, ResumeAction.Stop));")]
    [InlineData("engine.Control(pid, ResumeAction.Stop).ToString();")]
    [InlineData("kernel.FindGetPid(1)?.Put(); engine.Get().Put();")]
    [InlineData("Log(nameof(engine.Control));")]
    public Task CheckedOrDeliberate_DoesNotTrigger(string statements) => Verify.Body(statements);

    [Fact]
    public Task ReturnedOrStored_DoesNotTrigger() => Verify.Members("""
        private Errno _last;

        public Errno Last { get; private set; }

        public Errno Stop(UtraceEngine engine, PidHandle pid) => engine.Control(pid, ResumeAction.Stop);

        public void Resume(UtraceEngine engine, PidHandle pid, out Errno error) => error = engine.Control(pid, ResumeAction.Resume);

        public void Keep(UtraceEngine engine, PidHandle pid)
        {
            _last = engine.Control(pid, ResumeAction.Stop);
            Last = engine.Barrier(pid);
        }

        public IEnumerable<Errno> All(UtraceEngine engine, PidHandle pid)
        {
            yield return engine.Control(pid, ResumeAction.Stop);
        }
        """);
}
