namespace Utrace.Analyzers.Tests.Configuration;

/// <summary>The options of <c>.editorconfig</c>, and UTR9002 for those that mean nothing.</summary>
public sealed class OptionTests
{
    private const string PutUnlessItThrows = """
        var other = pid.Get();
        if (nr > 3)
            throw new InvalidOperationException();
        other.Put();
        """;

    // Each flag doubles the worlds; what is known of the pid must survive until the end.
    private const string FlagAtBothEnds = """
        var a = nr > 1;
        var b = nr > 2;
        PidHandle? first = null;
        PidHandle? second = null;
        if (a)
            first = pid.Get();
        if (b)
            second = pid.Get();
        if (a)
            first!.Put();
        """;

    [Fact]
    public Task ExceptionalPaths_AreLookedAtByDefault() => Verify.BodyWithOptions("", PutUnlessItThrows.Replace("pid.Get()", "{|UTR2001:pid.Get()|}", StringComparison.Ordinal));

    [Fact]
    public Task ExceptionalPathsOn_Triggers() =>
        Verify.BodyWithOptions("utrace_lifetimes.exceptional_paths = TRUE", PutUnlessItThrows.Replace("pid.Get()", "{|UTR2001:pid.Get()|}", StringComparison.Ordinal));

    [Fact]
    public Task ExceptionalPathsOff_DoesNotTrigger() => Verify.BodyWithOptions("utrace_lifetimes.exceptional_paths = false", PutUnlessItThrows);

    [Theory]
    [InlineData("true", "{|UTR2006:pid.Get()|}")]
    [InlineData("false", "pid.Get()")]
    public Task ExceptionalPaths_DecideOnTheHints(string isOn, string get) => new LifetimeTest($$"""
        public static class Other
        {
            public static void Run(PidHandle pid)
            {
                var found = {{get}};
                Work();
                found.Put();
            }

            public static void Work() => throw new InvalidOperationException();
        }
        """,
        asksForExceptions: true)
    {
        TestState = { AnalyzerConfigFiles = { ("/.editorconfig", "root = true\n[*.cs]\nutrace_lifetimes.exceptional_paths = " + isOn) } },
    }.RunAsync();

    [Fact]
    public Task BlockingCall_MayNotBeInASection() => Verify.BodyWithOptions("utrace_lifetimes.blocking_calls = M:System.GC.Collect", """
        using (Rcu.EnterReadScope())
            {|UTR4003:GC.Collect()|};
        GC.Collect();
        """);

    [Fact]
    public Task ExceptionalPathsOff_StillLooksAtReturns() => Verify.BodyWithOptions("utrace_lifetimes.exceptional_paths = false", """
        var other = {|UTR2001:pid.Get()|};
        if (nr > 3)
            return;
        other.Put();
        """);

    [Fact]
    public Task ExceptionalPathsOff_StillLooksAtSections() => Verify.BodyWithOptions("utrace_lifetimes.exceptional_paths = false", """
        {|UTR4001:Rcu.ReadLock()|};
        if (nr > 3)
            throw new InvalidOperationException();
        Rcu.ReadUnlock();
        """);

    [Fact]
    public Task Options_AreThoseOfTheFile() => new LifetimeTest("public static class Other { public static void Run(PidHandle pid, int nr) { " + PutUnlessItThrows + " } }")
    {
        TestState =
        {
            Sources = { ("/0/strict/Strict.cs", "public static class Strict { public static void Run(PidHandle pid, int nr) { " + PutUnlessItThrows.Replace("pid.Get()", "{|UTR2001:pid.Get()|}", StringComparison.Ordinal) + " } }") },
            AnalyzerConfigFiles = { ("/.editorconfig", "root = true\n[*.cs]\nutrace_lifetimes.exceptional_paths = false\n[/0/strict/*.cs]\nutrace_lifetimes.exceptional_paths = true") },
        },
    }.RunAsync();

    [Fact]
    public Task ManyWorlds_KeepConditionsApart() => Verify.BodyWithOptions("utrace_lifetimes.worlds = 1024", FlagAtBothEnds.Replace("second = pid.Get()", "second = {|UTR2001:pid.Get()|}", StringComparison.Ordinal));

    [Fact]
    public Task OneWorld_MissesRatherThanInvents() => Verify.BodyWithOptions("utrace_lifetimes.worlds = 1", FlagAtBothEnds);

    [Fact]
    public Task BlockingCall_IsKnown() =>
        BlockingCalls("M:Calls.Attach(System.Collections.Generic.Dictionary{System.String,System.Int32},Utrace.TaskStruct)", "{|UTR1005:task|}");

    [Fact]
    public Task SeveralBlockingCalls_AreSplitBetweenIds() =>
        BlockingCalls("M:System.Threading.Thread.Sleep(System.Int32), M:Calls.Attach(System.Collections.Generic.Dictionary{System.String,System.Int32},Utrace.TaskStruct) ,M:System.Threading.Thread.Join,", "{|UTR1005:task|}");

    [Fact]
    public Task NoBlockingCall_DoesNotTrigger() => BlockingCalls("M:System.Threading.Thread.Join", "task");

    [Fact]
    public Task RightOptions_DoNotTrigger() => Verify.BodyWithOptions("""
        utrace_lifetimes.exceptional_paths = false
        utrace_lifetimes.worlds = 1
        utrace_lifetimes.blocking_calls = M:System.Threading.Thread.Sleep(System.Int32), P:Utrace.PidHandle.Number
        utrace_lifetimes_of_others = 1
        dotnet_diagnostic.UTR2001.severity = warning
        """, "");

    [Theory]
    [InlineData("utrace_lifetimes.exceptional_paths = maybe", "utrace_lifetimes.exceptional_paths = maybe", "has a value other than 'true' and 'false'; 'true' is used")]
    [InlineData("utrace_lifetimes.worlds = 0", "utrace_lifetimes.worlds = 0", "has a value that is no number from 1 to 1024; 32 is used")]
    [InlineData("utrace_lifetimes.worlds = 1025", "utrace_lifetimes.worlds = 1025", "has a value that is no number from 1 to 1024; 32 is used")]
    [InlineData("utrace_lifetimes.worlds = many", "utrace_lifetimes.worlds = many", "has a value that is no number from 1 to 1024; 32 is used")]
    [InlineData("utrace_lifetimes.world = 5", "utrace_lifetimes.world = 5", "is no option of these analyzers; there are 'utrace_lifetimes.exceptional_paths', 'utrace_lifetimes.blocking_calls' and 'utrace_lifetimes.worlds'")]
    [InlineData("Utrace_Lifetimes.Worlds = -1", "utrace_lifetimes.worlds = -1", "has a value that is no number from 1 to 1024; 32 is used")]
    [InlineData(
        "utrace_lifetimes.blocking_calls = M:Lib.Nothing.Sleep, M:System.Threading.Thread.Join",
        "M:Lib.Nothing.Sleep",
        "in 'utrace_lifetimes.blocking_calls' names no method or property that this compilation knows; write a documentation ID, such as 'M:System.Threading.Thread.Sleep(System.Int32)'")]
    [InlineData(
        "utrace_lifetimes.blocking_calls = Thread.Sleep",
        "Thread.Sleep",
        "in 'utrace_lifetimes.blocking_calls' names no method or property that this compilation knows; write a documentation ID, such as 'M:System.Threading.Thread.Sleep(System.Int32)'")]
    public Task WrongOption_TriggersOnce(string option, string subject, string detail) =>
        Verify.BodyWithOptions(option, "", Verify.Rule("UTR9002").WithArguments(subject, detail).WithNoLocation());

    [Fact]
    public Task WrongValue_LeavesTheDefault() => Verify.BodyWithOptions(
        "utrace_lifetimes.exceptional_paths = no",
        PutUnlessItThrows.Replace("pid.Get()", "{|UTR2001:pid.Get()|}", StringComparison.Ordinal),
        Verify.Rule("UTR9002").WithArguments("utrace_lifetimes.exceptional_paths = no", "has a value other than 'true' and 'false'; 'true' is used").WithNoLocation());

    [Fact]
    public Task WrongOptionOfAGlobalConfig_Triggers() => new LifetimeTest("")
    {
        TestState = { AnalyzerConfigFiles = { ("/.globalconfig", "is_global = true\nutrace_lifetimes.worlds = x") } },
        ExpectedDiagnostics = { Verify.Rule("UTR9002").WithArguments("utrace_lifetimes.worlds = x", "has a value that is no number from 1 to 1024; 32 is used").WithNoLocation() },
    }.RunAsync();

    [Fact]
    public Task ProjectWithoutContracts_IsNotAskedForItsOptions() => new LifetimeTest("", seesBinding: false)
    {
        TestState = { AnalyzerConfigFiles = { ("/.globalconfig", "is_global = true\nutrace_lifetimes.worlds = x") } },
    }.RunAsync();

    /// <summary>A call that may block and is given a task: UTR1005 says so.</summary>
    private static Task BlockingCalls(string ids, string argument) => new LifetimeTest($$"""
        public static class Calls
        {
            public static void Attach(Dictionary<string, int> map, TaskStruct task) { }

            public static void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task()!;
                Attach([], {{argument}});
            }
        }
        """)
    {
        TestState = { AnalyzerConfigFiles = { ("/.editorconfig", "root = true\n[*.cs]\nutrace_lifetimes.blocking_calls = " + ids) } },
    }.RunAsync();
}
