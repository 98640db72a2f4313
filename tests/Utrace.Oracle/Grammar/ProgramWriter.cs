using System.Text;
using CsCheck;

namespace Utrace.Oracles.Grammar;

/// <summary>
/// Writes one random program: correct by construction, but for the faults that its budget allows. Each kind of statement is a
/// production in one of the other parts.
/// </summary>
internal sealed partial class ProgramWriter(PCG random)
{
    private const int Deepest = 4;

    private readonly StringBuilder _body = new();
    private readonly StringBuilder _members = new();
    private readonly HashSet<string> _helpers = [];
    private readonly List<string> _cleanup = [];
    private readonly List<string> _faults = [];
    private int _names;
    private int _sites;
    private int _left;
    private int _faultBudget;
    private int _depth = 2;
    private int _nesting;
    private int _methodDepth;
    private bool _isPinned;

    /// <summary>Writes a program.</summary>
    public static GeneratedProgram Write(PCG random)
    {
        var writer = new ProgramWriter(random);
        writer._faultBudget = writer.Below(20) switch { < 11 => 0, < 17 => 1, _ => 2 };
        return writer.Write();
    }

    /// <summary>Writes a program without a fault.</summary>
    public static GeneratedProgram WriteCorrect(PCG random) => new ProgramWriter(random).Write();

    private GeneratedProgram Write()
    {
        _left = 4 + Below(32);
        var scope = new Scope(null) { IsFunction = true };
        scope.Pids.Add("pid");
        scope.Engines.Add("engine");
        while (_left > 0)
            Statement(scope);
        return new GeneratedProgram(Assemble(), _faults, _isPinned);
    }

    private string Assemble()
    {
        var text = new StringBuilder("""
            using System;
            using System.Collections.Generic;
            using Utrace;
            using Utrace.Contracts;
            using Utrace.Oracles;

            public sealed class Subject : OracleProgram
            {

            """);
        text.Append(_members);
        text.Append("    public override void Run(IUtraceKernel kernel, PidHandle pid, UtraceEngine engine, UtraceEngineOps ops)\n    {\n");
        text.Append(_body);
        text.Append("    }\n");
        if (_cleanup.Count > 0)
        {
            text.Append("\n    public override void Cleanup()\n    {\n");
            foreach (string line in _cleanup)
                text.Append("        ").Append(line).Append('\n');
            text.Append("    }\n");
        }
        return text.Append("}\n").ToString();
    }

    /// <summary>Some statements in a scope of their own; at least one.</summary>
    private void Statements(Scope scope, int most)
    {
        int count = 1 + Below(most);
        do
            Statement(scope);
        while (--count > 0 && _left > 0);
    }

    private void Line(string text)
    {
        _body.Append(' ', 4 * _depth).Append(text).Append('\n');
        _left--;
    }

    private void Open(string? head = null)
    {
        if (head is not null)
            Line(head);
        _body.Append(' ', 4 * _depth).Append("{\n");
        _depth++;
        _nesting++;
    }

    private void Close(string tail = "}")
    {
        _depth--;
        _nesting--;
        _body.Append(' ', 4 * _depth).Append(tail).Append('\n');
    }

    /// <summary>A member of the class, once.</summary>
    private void Member(string name, string text)
    {
        if (!_helpers.Add(name))
            return;
        foreach (string line in text.Split('\n'))
            _members.Append(line.Length == 0 ? "" : "    ").Append(line).Append('\n');
        _members.Append('\n');
    }

    private int Below(int limit) => (int)random.Next((uint)limit);

    private bool Chance(int percent) => Below(100) < percent;

    private string Name(string stem) => $"{stem}{++_names}";

    private string Choice() => $"Oracle.Choose({++_sites})";

    private T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>Whether to go wrong here: rarely, and only while the budget lasts.</summary>
    private bool Fault(string kind, int percent = 30)
    {
        if (_faultBudget == 0 || !Chance(percent))
            return false;
        _faultBudget--;
        _faults.Add(kind);
        return true;
    }

    private string? PickFrom(Scope scope, Func<Scope, List<string>> kind)
    {
        List<string> all = [.. scope.Chain().SelectMany(kind)];
        return all.Count == 0 ? null : Pick(all);
    }

    private int Number() => Truth.World.FirstTarget + 1 + Below(4);
}

/// <summary>A program as it was written.</summary>
/// <param name="Source">The C#.</param>
/// <param name="Faults">What was done wrong on purpose.</param>
/// <param name="IsPinned">It holds a truth by grammar: a statement must not be moved.</param>
internal sealed record GeneratedProgram(string Source, IReadOnlyList<string> Faults, bool IsPinned);
