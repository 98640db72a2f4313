using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Utrace.Analyzers;
using Utrace.CodeFixes.Tests.Running;

namespace Utrace.CodeFixes.Tests;

/// <summary>
/// Runs a fix on marked source and compares: fault by fault, and by "fix all" in a document, a project and the solution. The whole
/// analyzer runs on the result, compiler warnings count, and a second round must find nothing to do.
/// </summary>
internal static class Fix<TFix>
    where TFix : CodeFixProvider, new()
{
    /// <summary>The first fix offered makes one file into another.</summary>
    public static Task Makes(string before, string after) => Test([("Module.cs", before)], [("Module.cs", after)]).RunAsync(Cancellation);

    /// <summary>
    /// The first fix offered makes one file into another; and when both are run on the simulated kernel, with the target reaped at
    /// each point of the driver in turn, the one breaks a lifetime rule in some run, and the other in none.
    /// </summary>
    /// <param name="before">The file with its faults.</param>
    /// <param name="after">The file without.</param>
    /// <param name="driver">Statements that use the module: they know <c>kernel</c>, <c>target</c>, <c>Ops</c> and <c>reap()</c>.</param>
    public static async Task Mends(string before, string after, string driver)
    {
        await Makes(before, after);
        using var faulty = await CompiledCase.OfAsync(before, driver, Cancellation);
        using var mended = await CompiledCase.OfAsync(after, driver, Cancellation);
        var was = faulty.RunAll();
        var known = CompiledCase.KnownIn(after);
        Xunit.Assert.True(was.Exists(run => run.IsBroken(known)), "Nothing was broken before: " + string.Join('\n', was));
        foreach (var run in mended.RunAll())
        {
            Xunit.Assert.True(!run.IsBroken(known), "The fix leaves this: " + run);
            // A module may fail as it did before, or say that its task is gone where that is so.
            Xunit.Assert.True(
                run.Failure is null || run.SaysGone || was.Exists(other => other.FailsLike(run)),
                "The fix fails: " + run);
        }
    }

    /// <summary>The same for several files.</summary>
    public static Task Makes((string Name, string Text)[] before, (string Name, string Text)[] after) =>
        Test(before, after).RunAsync(Cancellation);

    /// <summary>The fix that stands at an index among the offered ones.</summary>
    public static Task Makes(int index, string before, string after)
    {
        var test = Test([("Module.cs", before)], [("Module.cs", after)]);
        test.CodeActionIndex = index;
        return test.RunAsync(Cancellation);
    }

    /// <summary>A change for which several rounds of "fix all" are needed, each after a new analysis.</summary>
    public static Task MakesInRounds(int rounds, string before, string after)
    {
        var test = Test([("Module.cs", before)], [("Module.cs", after)]);
        test.NumberOfFixAllIterations = rounds;
        return test.RunAsync(Cancellation);
    }

    /// <summary>A file in a library, and one in a project that uses it.</summary>
    public static Task MakesAcrossProjects(string library, string user, string fixedLibrary, string fixedUser)
    {
        var test = Test([("User.cs", user)], [("User.cs", fixedUser)]);
        foreach (var (state, text) in new[] { (test.TestState, library), (test.FixedState, fixedLibrary) })
        {
            var project = state.AdditionalProjects["Library"];
            project.Sources.Add(("Library.cs", text));
            project.Sources.Add(("LibraryUsings.cs", Framework.Usings));
            project.AdditionalReferences.Add(Framework.Binding);
            state.AdditionalProjectReferences.Add("Library");
        }

        return test.RunAsync(Cancellation);
    }

    /// <summary>A program of top-level statements.</summary>
    public static Task MakesProgram(string before, string after)
    {
        var test = Test([("Module.cs", before)], [("Module.cs", after)]);
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        return test.RunAsync(Cancellation);
    }

    /// <summary>A file that has to import what it names.</summary>
    public static Task MakesWithoutUsings(string before, string after)
    {
        var test = Test([("Module.cs", before)], [("Module.cs", after)]);
        test.TestState.Sources.RemoveAt(1);
        test.FixedState.Sources.RemoveAt(1);
        return test.RunAsync(Cancellation);
    }

    /// <summary>Nothing is offered.</summary>
    public static Task OffersNothing(string source) => Test([("Module.cs", source)], [("Module.cs", source)]).RunAsync(Cancellation);

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    private static CSharpCodeFixTest<LifetimeAnalyzer, TFix, DefaultVerifier> Test((string, string)[] before, (string, string)[] after)
    {
        var test = new CSharpCodeFixTest<LifetimeAnalyzer, TFix, DefaultVerifier>
        {
            ReferenceAssemblies = Framework.Net10,
            CompilerDiagnostics = CompilerDiagnostics.Warnings,
        };
        test.TestState.AdditionalReferences.Add(Framework.Binding);
        foreach (var file in before)
            test.TestState.Sources.Add(file);
        foreach (var file in after)
            test.FixedState.Sources.Add(file);
        test.TestState.Sources.Add(("Usings.cs", Framework.Usings));
        test.FixedState.Sources.Add(("Usings.cs", Framework.Usings));
        test.SolutionTransforms.Add((solution, _) => solution.ProjectIds.Aggregate(solution, (changed, id) => changed
            .WithProjectCompilationOptions(id, ((CSharpCompilationOptions)changed.GetProject(id)!.CompilationOptions!)
                .WithNullableContextOptions(NullableContextOptions.Enable))
            .WithProjectParseOptions(id, new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse))));
        // Samples declare more than they use.
        test.DisabledDiagnostics.AddRange(["CS0169", "CS0414", "CS0649", "CS0168", "CS0219", "CS1998", "CS8019", "CS0162"]);
        return test;
    }
}
