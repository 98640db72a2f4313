namespace Utrace.Analyzers.Tests;

/// <summary>What every test source can use without saying so.</summary>
internal static class Prelude
{
    public const string FrameworkUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Diagnostics.CodeAnalysis;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public const string BindingUsingsAndSinks = """
        global using Utrace;
        global using Utrace.Contracts;
        global using static Sinks;

        /// <summary>Somewhere for values to go: lent, unless the parameter says Owned.</summary>
        public static class Sinks
        {
            public static void Use(TaskStruct? task) { }
            public static void Use(PidHandle? pid) { }
            public static void Use(UtraceEngine? engine) { }
            public static void Log(int value) { }
            public static void Log(bool value) { }
            public static void Log(string value) { }
            public static void Work() { }
            public static void Give([Owned] PidHandle pid) => pid.Put();
            public static void Give([Owned] UtraceEngine engine) => engine.Put();
        }
        """;
}
