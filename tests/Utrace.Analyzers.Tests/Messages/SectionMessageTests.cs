using Microsoft.CodeAnalysis.Testing;

namespace Utrace.Analyzers.Tests.Messages;

/// <summary>The words and the places of the findings about sections, each also suppressed and as generated code.</summary>
public sealed class SectionMessageTests
{
    [Theory]
    [InlineData("{|#0:Rcu.ReadLock()|};", "Rcu.ReadLock()", "on any path")]
    [InlineData("var scope = {|#0:Rcu.EnterReadScope()|};", "Rcu.EnterReadScope()", "on any path")]
    [InlineData("{|#0:Rcu.ReadLock()|};\n if (flag)\n return;\n Rcu.ReadUnlock();", "Rcu.ReadLock()", "on the path that returns at line 7")]
    [InlineData("{|#0:Rcu.ReadLock()|};\n if (flag)\n throw new Exception();\n Rcu.ReadUnlock();",
        "Rcu.ReadLock()", "on the path that throws at line 7")]
    [InlineData("{|#0:Rcu.ReadLock()|};\n if (flag)\n Rcu.ReadUnlock();", "Rcu.ReadLock()", "on the path that reaches the end of 'Run'")]
    public Task OpenSection_NamesTheCallAndThePath(string statements, string call, string path) => Verify.InFull(
        $$"""
        public class Module
        {
            public void Run(bool flag)
            {
                {{statements}}
            }
        }
        """,
        Verify.Rule("UTR4001").WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithMessage(
            $"The read-side section opened by '{call}' is left open {path}; use 'using (Rcu.EnterReadScope())'"));

    [Fact]
    public Task OpenSection_ShowsTheExit() => Verify.InFull(
        """
        public class Module
        {
            public int Run(PidHandle pid)
            {
                {|#0:Rcu.ReadLock()|};
                var task = pid.Task();
                if (task is null)
                    {|#1:return 0;|}
                var number = task.Pid;
                Rcu.ReadUnlock();
                return number;
            }
        }
        """,
        Verify.Rule("UTR4001").WithLocation(0).WithLocation(1).WithMessage(
            "The read-side section opened by 'Rcu.ReadLock()' is left open on the path that returns at line 8; "
            + "use 'using (Rcu.EnterReadScope())'"));

    [Theory]
    [InlineData("{|#0:Rcu.ReadUnlock()|};", "Rcu.ReadUnlock()")]
    [InlineData("{|#0:Leave()|};", "Leave()")]
    [InlineData("Rcu.ReadLock(); Rcu.ReadUnlock(); {|#0:Rcu.ReadUnlock()|};", "Rcu.ReadUnlock()")]
    public Task UnlockWithoutSection_NamesTheCall(string statements, string call) => Verify.InFull(
        $$"""
        public class Module
        {
            [ReleasesReadLock]
            public static void Leave() => Rcu.ReadUnlock();

            public void Run()
            {
                {{statements}}
            }
        }
        """,
        Verify.Rule("UTR4002").WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithMessage($"'{call}' closes a read-side section, but none is open here; remove it"));
}
