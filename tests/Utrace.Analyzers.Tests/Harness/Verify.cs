using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Utrace.Analyzers.Tests;

/// <summary>
/// Checks that the analyzer says exactly what the markup of a source says, and that the source compiles. <c>{|UTR1001:x|}</c>
/// marks a diagnostic; <c>{|#0:x|}</c> a place that an expected result refers to.
/// </summary>
internal static class Verify
{
    /// <summary>The statements of a public method to which a kernel, a pid, an engine and ops are lent.</summary>
    public static Task Body(string statements, params DiagnosticResult[] expected) => Members(InMethod(statements), expected);

    /// <summary>The members of a public class.</summary>
    public static Task Members(string members, params DiagnosticResult[] expected) => Source(InClass(members), expected);

    /// <summary>A whole file.</summary>
    public static Task Source(string source, params DiagnosticResult[] expected) => Run(new LifetimeTest(source), expected);

    /// <summary>A whole program with top-level statements.</summary>
    public static Task Program(string source) =>
        Run(new LifetimeTest(source) { TestState = { OutputKind = OutputKind.ConsoleApplication } }, []);

    /// <summary>A file that does not compile.</summary>
    public static Task Broken(string source) => Run(new LifetimeTest(source) { CompilerDiagnostics = CompilerDiagnostics.None }, []);

    /// <summary>The statements of a method, as <see cref="Body"/>, that do not compile.</summary>
    public static Task BrokenBody(string statements) => Broken(InClass(InMethod(statements)));

    /// <summary>A file of a project that does not reference the binding.</summary>
    public static Task WithoutBinding(string source) => Run(new LifetimeTest(source, seesBinding: false), []);

    /// <summary>The statements of a method, as <see cref="Body"/>; the hints about exceptions (UTR2006, UTR3006) count.</summary>
    public static Task BodyWithExceptions(string statements) => MembersWithExceptions(InMethod(statements));

    /// <summary>The members of a public class; the hints about exceptions count.</summary>
    public static Task MembersWithExceptions(string members, params DiagnosticResult[] expected) =>
        Run(new LifetimeTest(InClass(members), asksForExceptions: true), expected);

    /// <summary>A file of a project that does not know the attributes, with a contract file.</summary>
    public static Task WithContracts(string contracts, string source, params DiagnosticResult[] expected) =>
        Run(new LifetimeTest(source, seesBinding: false) { TestState = { AdditionalFiles = { ("Foreign.lifetimes", contracts) } } }, expected);

    /// <summary>The statements of a public method of a project that knows the binding, with options for all files.</summary>
    public static Task BodyWithOptions(string options, string statements, params DiagnosticResult[] expected) =>
        Run(new LifetimeTest(InClass(InMethod(statements))) { TestState = { AnalyzerConfigFiles = { ("/.editorconfig", "root = true\n[*.cs]\n" + options) } } }, expected);

    /// <summary>A whole file, run again with every diagnostic suppressed and as generated code: both must be silent.</summary>
    public static Task InFull(string source, params DiagnosticResult[] expected) =>
        Run(new LifetimeTest(source) { TestBehaviors = TestBehaviors.None }, expected);

    /// <summary>The diagnostic of a rule, with the severity and message of its descriptor.</summary>
    public static DiagnosticResult Rule(string id) =>
        new(new LifetimeAnalyzer().SupportedDiagnostics.Single(descriptor => descriptor.Id == id));

    private static string InMethod(string statements) => $$"""
        public void Run(IUtraceKernel kernel, PidHandle pid, UtraceEngine engine, UtraceEngineOps ops, int nr, bool flag)
        {
        {{statements}}
        }
        """;

    private static string InClass(string members) => $$"""
        public class Module
        {
        {{members}}
        }
        """;

    private static Task Run(LifetimeTest test, DiagnosticResult[] expected)
    {
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }
}
