namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR2005, UTR3005: a reference that an expression gives and that never gets into a variable.</summary>
public sealed class DroppedTests
{
    private const string Members = """
        private readonly List<PidHandle> kept = [];

        public void Stop() => kept.ForEach(each => each.Put());
        private static PidHandle? Found(IUtraceKernel kernel) => kernel.FindGetPid(1);
        private void Keep(PidHandle? pid) { if (pid is not null) kept.Add(pid); }
        private static void Drop(PidHandle? pid) => pid?.Put();
        private static int NumberOf(PidHandle? pid) => pid?.Number ?? 0;
        public static PidHandle Checked(PidHandle? pid) => pid ?? throw new ArgumentNullException(nameof(pid));
        public static T NotNull<T>(T? value) where T : class => value ?? throw new ArgumentNullException(nameof(value));
        public static bool TryFind(int nr, [NotNullWhen(true)] out PidHandle? pid) => throw new NotSupportedException();
        public static Task<PidHandle> FindAsync(int nr) => throw new NotSupportedException();

        [Counted] public class Mapping : IDisposable
        {
            public static Mapping Open(int nr) => new();
            [return: Borrowed] public Mapping Named(string name) => this;
            internal Mapping Sized(int size) { Size = size; return this; }
            public Mapping Aged(int age) => this;
            public int Size { get; set; }
            public void Dispose() { }
        }

        """;

    private static Task Body(string statements) => Verify.Members(Members + $$"""
        public async Task Run(IUtraceKernel kernel, PidHandle pid, UtraceEngine engine, UtraceEngineOps ops, int nr, bool flag)
        {
            await Task.Yield();
        {{statements}}
        }
        """);

    [Theory]
    [InlineData("{|UTR2005:kernel.FindGetPid(1)|};")]
    [InlineData("_ = {|UTR2005:kernel.FindGetPid(1)|};")]
    [InlineData("{|UTR2005:pid.Get()|};")]
    [InlineData("{|UTR2005:TaskStruct.Current.GetPid()|};")]
    [InlineData("{|UTR2005:Found(kernel)|};")]
    [InlineData("Log({|UTR2005:kernel.FindGetPid(1)|}!.Number);")]
    [InlineData("Log({|UTR2005:kernel.FindGetPid(1)|}?.Number ?? 0);")]
    [InlineData("using (Rcu.EnterReadScope()) Log({|UTR2005:kernel.FindGetPid(1)|}?.Task()?.Pid ?? 0);")]
    [InlineData("Use({|UTR2005:kernel.FindGetPid(1)|});")]
    [InlineData("Log(NumberOf({|UTR2005:kernel.FindGetPid(1)|}));")]
    [InlineData("_ = engine.Control({|UTR2005:pid.Get()|}, ResumeAction.Resume);")]
    [InlineData("if ({|UTR2005:kernel.FindGetPid(1)|} is null) Log(1);")]
    [InlineData("if ({|UTR2005:kernel.FindGetPid(1)|} != null) Log(1);")]
    [InlineData("if ({|UTR2005:kernel.FindGetPid(1)|} is { Number: > 3 } big) big.Put();")]
    [InlineData("Log({|UTR2005:pid.Get()|}.Equals(pid));")]
    [InlineData("Log({|UTR2005:pid.Get()|} == pid);")]
    [InlineData("TryFind(1, out {|UTR2005:_|});")]
    [InlineData("if (TryFind(1, out {|UTR2005:_|})) Log(1);")]
    [InlineData("_ = TryFind(1, out {|UTR2005:var _|});")]
    [InlineData("for (var i = 0; i < nr; i++) {|UTR2005:kernel.FindGetPid(i)|};")]
    [InlineData("Use(flag ? {|UTR2005:kernel.FindGetPid(1)|} : pid);")]
    [InlineData("Use({|UTR2005:kernel.FindGetPid(1)|} ?? pid);")]
    [InlineData("{|UTR3005:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)|};")]
    [InlineData("_ = {|UTR3005:UtraceEngine.AttachPid({|UTR2005:kernel.FindGetPid(1)|}!, AttachFlags.Create, ops)|}.SetEvents(pid, UtraceEvents.Exec);")]
    [InlineData("UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out {|UTR3005:_|}, out _);")]
    [InlineData("{|UTR3005:engine.Get()|};")]
    [InlineData("{|UTR2005:await FindAsync(1)|};")]
    [InlineData("Log(({|UTR2005:await FindAsync(1)|}).Number);")]
    [InlineData("{|UTR2005:Mapping.Open(1)|};")]
    [InlineData("{|UTR2005:new Mapping()|};")]
    [InlineData("Log({|UTR2005:Mapping.Open(1)|}.Size);")]
    [InlineData("{|UTR2005:Mapping.Open(1)|}.Named(\"a\");")]
    [InlineData("Action later = () => {|UTR2005:kernel.FindGetPid(1)|}; later();")]
    [InlineData("void Inner() => {|UTR2005:kernel.FindGetPid(1)|}; Inner();")]
    [InlineData("PidHandle? Inner() => kernel.FindGetPid(1); {|UTR2005:Inner()|};")]
    [InlineData("var found = {|UTR2005:kernel.FindGetPid(1)|}; Interlocked.Exchange(ref found, null);")]
    public Task ReferenceThatIsDropped_Triggers(string statements) => Body(statements);

    [Theory]
    [InlineData("kernel.FindGetPid(1)?.Put();")]
    [InlineData("kernel.FindGetPid(1)?.Dispose();")]
    [InlineData("pid.Get().Put();")]
    [InlineData("using (kernel.FindGetPid(1)) Log(1);")]
    [InlineData("using (pid.Get()) Log(1);")]
    [InlineData("using var found = kernel.FindGetPid(1);")]
    [InlineData("Give(kernel.FindGetPid(1)!);")]
    [InlineData("Give(kernel.FindGetPid(1) ?? pid.Get());")]
    [InlineData("Give(kernel.FindGetPid(1) ?? throw new InvalidOperationException());")]
    [InlineData("Drop(kernel.FindGetPid(1));")]
    [InlineData("Keep(kernel.FindGetPid(1));")]
    [InlineData("kept.Add(pid.Get());")]
    [InlineData("kept.AddRange([pid.Get(), pid.Get()]);")]
    [InlineData("var all = new[] { pid.Get(), pid.Get() }; Log(all.Length);")]
    [InlineData("var pair = (pid.Get(), 3); Log(pair.Item2);")]
    [InlineData("var made = new { Pid = pid.Get() }; Log(made.Pid.Number);")]
    [InlineData("if (kernel.FindGetPid(1) is { } found) found.Put();")]
    [InlineData("if (kernel.FindGetPid(1) is PidHandle found) found.Put();")]
    [InlineData("if (kernel.FindGetPid(1) is not { } found) return; found.Put();")]
    [InlineData("if (kernel.FindGetPid(1) is { Number: var number } found) { Log(number); found.Put(); }")]
    [InlineData("switch (kernel.FindGetPid(1)) { case null: break; case { } found: found.Put(); break; }")]
    [InlineData("switch (kernel.FindGetPid(1)) { case { } found: found.Put(); break; }")]
    [InlineData("if (TryFind(1, out var found)) found.Put();")]
    [InlineData("using var found = Checked(kernel.FindGetPid(1));")]
    [InlineData("using var found = NotNull(kernel.FindGetPid(1));")]
    [InlineData("using var mapping = Mapping.Open(1).Named(\"a\");")]
    [InlineData("using var mapping = Mapping.Open(1).Sized(3);")]
    [InlineData("using var mapping = Mapping.Open(1).Named(\"a\").Sized(3).Aged(4);")]
    [InlineData("using var mapping = new Mapping { Size = 3 };")]
    [InlineData("new Mapping().Dispose();")]
    [InlineData("Mapping.Open(1).Named(\"a\").Dispose();")]
    [InlineData("Task<PidHandle> task = Task.FromResult(pid.Get()); Give(await task);")]
    [InlineData("Give(await FindAsync(1));")]
    [InlineData("object boxed = pid.Get(); kept.Add((PidHandle)boxed);")]
    [InlineData("Func<PidHandle?> find = () => kernel.FindGetPid(1); find()?.Put();")]
    [InlineData("PidHandle? Inner() => kernel.FindGetPid(1); Inner()?.Put();")]
    [InlineData("var numbers = new[] { 1, 2 }.Select(kernel.FindGetPid).ToList(); Log(numbers.Count);")]
    [InlineData("foreach (var each in new[] { 1, 2 }.Select(n => kernel.FindGetPid(n))) each?.Put();")]
    [InlineData("try { kept.Add(kernel.FindGetPid(1) ?? throw new InvalidOperationException()); } catch (InvalidOperationException) { Log(1); }")]
    [InlineData("(kernel.FindGetPid(1) ?? pid.Get()).Put();")]
    [InlineData("Use(pid); _ = pid; Log(pid.Number);")]
    public Task ReferenceThatIsNotDropped_DoesNotTrigger(string statements) => Body(statements);

    [Fact]
    public Task ReturnedAndYielded_DoesNotTrigger() => Verify.Members("""
        public PidHandle? Open(IUtraceKernel kernel) => kernel.FindGetPid(1);
        public IEnumerable<PidHandle?> All(IUtraceKernel kernel) { yield return kernel.FindGetPid(1); }
        [return: Borrowed]
        public PidHandle Lazy(IUtraceKernel kernel) => lazy ??= kernel.FindGetPid(1)!;
        public void Dispose() => lazy?.Put();
        private PidHandle? lazy;
        """);

    [Fact]
    public Task InAnInitializer_Triggers() => Verify.Members("""
        private readonly int number = {|UTR2005:TaskStruct.Current.GetPid()|}.Number;
        public int Number => number;
        """);
}
