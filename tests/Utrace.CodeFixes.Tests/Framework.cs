using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Utrace.CodeFixes.Tests;

/// <summary>What every sample is compiled against.</summary>
internal static class Framework
{
    public static ReferenceAssemblies Net10 { get; } = new(
        "net10.0", new PackageIdentity("Microsoft.NETCore.App.Ref", "10.0.12"), Path.Combine("ref", "net10.0"));

    public static MetadataReference Binding { get; } = MetadataReference.CreateFromFile(typeof(PidHandle).Assembly.Location);

    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Utrace;
        global using Utrace.Contracts;
        """;

    /// <summary>Members of a module that a sample is about, in a class that has what modules have.</summary>
    public static string Module(string members) => $$"""
        public sealed class Module
        {
            private readonly IUtraceKernel _kernel = null!;
            private readonly UtraceEngineOps _ops = null!;

        {{Indent(members, "    ")}}
        }

        """;

    /// <summary>Statements of a method that is handed a held pid, an engine and a task.</summary>
    public static string Method(string statements) => Module($$"""
        public void Run(PidHandle pid, UtraceEngine engine, int nr)
        {
        {{Indent(statements, "    ")}}
        }
        """);

    /// <summary>Drives a <see cref="Method"/>: the target may be reaped before it, and is there all along otherwise.</summary>
    public const string RunMethod = """
        using var pid = kernel.FindGetPid(target)!;
        using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, Ops);
        reap();
        new Module().Run(pid, engine, target);
        """;

    /// <summary>The same, with one number after the other: what is done for some of them only is done too.</summary>
    public const string RunMethodWithNumbers = """
        using var pid = kernel.FindGetPid(target)!;
        using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, Ops);
        var simulated = (Utrace.Simulation.SimulatedKernel)kernel;
        for (int i = 0; i < 7; i++)
            simulated.Spawn("other", self => self.Pause());
        simulated.Run();
        foreach (int number in new[] { target, 0, 1, 2, 7, -1 })
        {
            reap();
            new Module().Run(pid, engine, number);
        }
        """;

    private static string Indent(string text, string blanks) =>
        string.Join("\n", text.Split('\n').Select(line => line.Length == 0 ? line : blanks + line));
}
