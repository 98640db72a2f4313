namespace Utrace.Oracles.Tests;

/// <summary>The program around the statements of a test.</summary>
internal static class ProgramText
{
    /// <summary>The line of the first statement.</summary>
    public const int First = 8;

    public static string Around(string body) => $$"""
        using System;
        using Utrace;
        using Utrace.Oracles;
        public sealed class Subject : OracleProgram
        {
            public override void Run(IUtraceKernel kernel, PidHandle pid, UtraceEngine engine, UtraceEngineOps ops)
            {
        {{body}}
            }
        }
        """;
}
