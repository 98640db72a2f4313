namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR2001: what gives a reference that has to be put, and what only lends one.</summary>
public sealed class AcquisitionTests
{
    [Theory]
    [InlineData("kernel.FindGetPid(nr)!")]
    [InlineData("pid.Get()")]
    [InlineData("TaskStruct.Current.GetPid()")]
    [InlineData("TaskStruct.Current.GetPid(PidType.Tgid)")]
    [InlineData("Open(nr)")]
    [InlineData("Copy(pid)")]
    public Task ReturnedReferenceThatIsNotPut_Triggers(string call) => Verify.Members($$"""
        public static PidHandle Open(int nr) => throw new NotSupportedException();

        [return: Owned]
        public static PidHandle Copy(PidHandle pid) => pid.Get();

        public void Run(IUtraceKernel kernel, PidHandle pid, int nr)
        {
            var found = {|UTR2001:{{call.TrimEnd('!')}}|}{{(call.EndsWith('!') ? "!" : "")}};
            Log(found.Number);
        }
        """);

    [Theory]
    [InlineData("Lend(nr)")]
    [InlineData("Main")]
    [InlineData("this[nr]")]
    [InlineData("pids[0]")]
    [InlineData("byNumber[nr]")]
    [InlineData("pids.First()")]
    [InlineData("main")]
    [InlineData("parameter")]
    [InlineData("parameter ?? main")]
    [InlineData("(PidHandle)boxed")]
    [InlineData("null")]
    public Task LentReference_DoesNotTrigger(string expression) => Verify.Members($$"""
        private readonly List<PidHandle> pids = [];
        private readonly Dictionary<int, PidHandle> byNumber = [];
        private readonly object boxed = new();
        private PidHandle main = null!;

        [return: Borrowed]
        public PidHandle Lend(int nr) => pids[nr];

        public PidHandle Main => main;

        public PidHandle this[int nr] => byNumber[nr];

        public void Run(PidHandle parameter, int nr)
        {
            PidHandle? lent = {{expression}};
            Log(lent?.Number ?? 0);
        }
        """);

    [Fact]
    public Task OutReferenceThatIsNotPut_TriggersOnTheDeclaration() => Verify.Members("""
        public static bool TryOpen(int nr, [NotNullWhen(true)] out PidHandle? pid) => throw new NotSupportedException();

        public void Run(int nr)
        {
            if (TryOpen(nr, out {|UTR2001:var found|}))
                Log(found.Number);
        }
        """);

    [Fact]
    public Task OutReferenceIntoALocal_TriggersOnTheLocal() => Verify.Members("""
        public static bool TryOpen(int nr, [NotNullWhen(true)] out PidHandle? pid) => throw new NotSupportedException();

        public void Run(int nr)
        {
            PidHandle? found;
            if (TryOpen(nr, out {|UTR2001:found|}))
                Log(found.Number);
        }
        """);

    [Fact]
    public Task OutReferenceThatIsPutOnTheTrueSide_DoesNotTrigger() => Verify.Members("""
        public static bool TryOpen(int nr, [NotNullWhen(true)] out PidHandle? pid) => throw new NotSupportedException();

        public void Run(int nr)
        {
            if (!TryOpen(nr, out var found))
                return;
            Log(found.Number);
            found.Put();
        }
        """);

    [Fact]
    public Task BorrowedOutReference_DoesNotTrigger() => Verify.Members("""
        public static bool TryPeek(int nr, [Borrowed, NotNullWhen(true)] out PidHandle? pid) => throw new NotSupportedException();

        public void Run(int nr)
        {
            if (TryPeek(nr, out var found))
                Log(found.Number);
        }
        """);

    [Fact]
    public Task DictionaryTryGetValue_DoesNotTrigger() => Verify.Members("""
        private readonly Dictionary<int, PidHandle> pids = [];

        public int NumberOf(int nr) => pids.TryGetValue(nr, out var found) ? found.Number : 0;
        """);

    [Fact]
    public Task DroppedResult_IsAnotherRule() => Verify.Body("""
        {|UTR2005:kernel.FindGetPid(nr)|};
        _ = {|UTR2005:kernel.FindGetPid(nr)|};
        Use({|UTR2005:kernel.FindGetPid(nr)|});
        Log({|UTR2005:kernel.FindGetPid(nr)|}?.Number ?? 0);
        Log({|UTR2005:pid.Get()|}.Number);
        """);

    [Fact]
    public Task PutOfAFreshReference_DoesNotTrigger() => Verify.Body("""
        kernel.FindGetPid(nr)?.Put();
        pid.Get().Dispose();
        """);

    [Fact]
    public Task PlainParameter_OwesNothing_DoesNotTrigger() => Verify.Members("""
        public int NumberOf(PidHandle pid, PidHandle? other)
        {
            if (other is null)
                return pid.Number;
            return other.Number;
        }
        """);

    [Fact]
    public Task ReferenceOfACopy_TriggersWhileTheOriginalIsPut() => Verify.Body("""
        using var found = kernel.FindGetPid(nr);
        var copy = {|UTR2001:found?.Get()|};
        Log(copy?.Number ?? 0);
        """);

    [Fact]
    public Task UsersOwnCountedType_TriggersAsAPid() => Verify.Source("""
        [Counted("mapping")]
        public sealed class Mapping : IDisposable
        {
            public static Mapping Open(int nr) => new();
            [Puts] public void Unmap() { }
            public void Dispose() => Unmap();
        }

        public static class Reader
        {
            public static void Read(bool all)
            {
                var first = {|UTR2001:Mapping.Open(1)|};
                if (all)
                    return;
                first.Unmap();
            }

            public static void ReadAll()
            {
                using var second = Mapping.Open(2);
                var third = Mapping.Open(3);
                third.Dispose();
            }
        }
        """);

    [Fact]
    public Task ReferenceOnAnInterface_Triggers() => Verify.Source("""
        public interface IOpener
        {
            PidHandle Open(int nr);

            PidHandle Main { get; }
        }

        public static class Reader
        {
            public static void Read(IOpener opener)
            {
                var opened = {|UTR2001:opener.Open(1)|};
                var main = opener.Main;
                Log(opened.Number + main.Number);
            }
        }
        """);
}
