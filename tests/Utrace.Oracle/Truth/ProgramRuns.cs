using CsCheck;
using Microsoft.CodeAnalysis.CSharp;

namespace Utrace.Oracles.Truth;

/// <summary>A program that is loaded, to be run over its choices and again over those of another.</summary>
internal sealed class ProgramRuns : IDisposable
{
    private readonly Compiler.LoadedProgram _loaded;
    private readonly List<RunRecord> _records = [];

    public ProgramRuns(CSharpCompilation program)
    {
        Truth = new ProgramTruth { Map = ProgramMap.Of(program.SyntaxTrees[0]) };
        _loaded = Compiler.Load(program);
    }

    public ProgramTruth Truth { get; }

    /// <summary>The runs of <see cref="Explore"/>.</summary>
    public IReadOnlyList<RunRecord> Records => _records;

    /// <summary>Runs it over its choices.</summary>
    /// <param name="runs">
    /// How many runs it may take. Half of them search in order; where that does not come to an end, the rest is drawn.
    /// </param>
    public void Explore(int runs)
    {
        IReadOnlyList<bool>? prefix = [];
        while (prefix is not null && Truth.Runs < runs / 2)
        {
            var choices = new Choices(prefix);
            _records.Add(RunOnce(choices));
            prefix = choices.NextPrefix();
        }
        Truth.IsExhaustive = prefix is null;
        for (int i = 0; Truth.Runs < runs && !Truth.IsExhaustive; i++)
            _records.Add(RunOnce(new Choices([], new PCG(1, (ulong)i))));

        ProgramMap map = Truth.Map;
        foreach ((int line, string rule) in map.Marked)
            if (map.Declarations.Contains(line) || Truth.Reached.Contains(line))
                Truth.Break(rule, line, "by grammar");
        Truth.NeverCalled.AddRange(map.Functions.Where(span => !Truth.Reached.Any(line => line >= span.First && line <= span.Last)));
    }

    /// <summary>Runs it once, by the decisions of another run.</summary>
    public RunRecord Replay(Script script) => RunOnce(new Choices([], script: script));

    public void Dispose() => _loaded.Dispose();

    private RunRecord RunOnce(Choices choices)
    {
        Truth.Runs++;
        return new Run(Truth, Truth.Map, choices).Execute(_loaded.Create, new World());
    }
}
