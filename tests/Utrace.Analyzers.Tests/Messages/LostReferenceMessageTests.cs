namespace Utrace.Analyzers.Tests.Messages;

/// <summary>The words, the places and the stories of UTR2005, UTR2006 and of those of the engines.</summary>
public sealed class LostReferenceMessageTests
{
    [Fact]
    public Task Overwritten_NamesTheVariableAndShowsTheAcquisition() => Verify.InFull(
        """
        public class Module
        {
            public void Run(IUtraceKernel kernel)
            {
                var found = {|#1:kernel.FindGetPid(1)|};
                {|#0:found|} = kernel.FindGetPid(2);
                found?.Put();
            }
        }
        """,
        Verify.Rule("UTR2005").WithLocation(0).WithLocation(1)
            .WithMessage("'found' is overwritten while it holds a reference that is not put; put it first"));

    [Fact]
    public Task OverwrittenEngine_SaysTheSame() => Verify.InFull(
        """
        public class Module
        {
            public void Run(UtraceEngine lent)
            {
                var engine = {|#1:lent.Get()|};
                {|#0:engine|} = lent;
                Use(engine);
            }
        }
        """,
        Verify.Rule("UTR3005").WithLocation(0).WithLocation(1)
            .WithMessage("'engine' is overwritten while it holds a reference that is not put; put it first"));

    [Theory]
    [InlineData("{|#0:kernel.FindGetPid(1)|};", "kernel.FindGetPid(1)")]
    [InlineData("Log({|#0:kernel.FindGetPid(1)|}?.Number ?? 0);", "kernel.FindGetPid(1)")]
    [InlineData("TryFind(1, out {|#0:_|});", "out _")]
    [InlineData("TryFind(1, out {|#0:var _|});", "out var _")]
    public Task Dropped_NamesTheExpression(string statement, string named) => Verify.InFull(
        $$"""
        public class Module
        {
            public static bool TryFind(int nr, [NotNullWhen(true)] out PidHandle? pid) => throw new NotSupportedException();

            public void Run(IUtraceKernel kernel)
            {
                {{statement}}
            }
        }
        """,
        Verify.Rule("UTR2005").WithLocation(0)
            .WithMessage($"'{named}' gives a reference that is dropped here and never put; keep it with 'using var'"));

    [Fact]
    public Task Member_IsSaidToPossiblyHoldOne() => Verify.InFull(
        """
        public class Module
        {
            private PidHandle? held;

            public void Start(IUtraceKernel kernel) => {|#0:held|} = kernel.FindGetPid(1);

            public void Stop() => held?.Put();
        }
        """,
        Verify.Rule("UTR2005").WithLocation(0)
            .WithMessage("'held' is overwritten while it may still hold a reference that is not put; put it first, or test it for null"));

    [Fact]
    public Task PutOnlyWithoutExceptions_NamesAndShowsTheCall() => Verify.MembersWithExceptions(
        """
        public void Run(IUtraceKernel kernel)
        {
            var found = {|#0:kernel.FindGetPid(1)|};
            {|#1:Work()|};
            Log(2);
            found?.Put();
        }
        """,
        Verify.Rule("UTR2006").WithLocation(0).WithLocation(1)
            .WithMessage("'found' is not put when 'Work()' throws; declare it with 'using'"));

    [Fact]
    public Task EnginePutOnlyWithoutExceptions_SaysTheSame() => Verify.MembersWithExceptions(
        """
        public void Run(UtraceEngine lent)
        {
            var engine = {|#0:lent.Get()|};
            {|#1:Work()|};
            engine.Put();
        }
        """,
        Verify.Rule("UTR3006").WithLocation(0).WithLocation(1)
            .WithMessage("'engine' is not put when 'Work()' throws; declare it with 'using'"));
}
