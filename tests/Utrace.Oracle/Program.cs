using System.Globalization;
using CsCheck;
using Utrace.Oracles.Grammar;
using Utrace.Oracles.Truth;
using Utrace.Oracles.Verdicts;

int programs = int.Parse(args[1], CultureInfo.InvariantCulture);
ulong seed = ulong.Parse(args[3], CultureInfo.InvariantCulture);
int bad = 0, clean = 0, runs = 0, all = 0;
var table = new SortedDictionary<string, int>();
for (int i = 0; i < programs; i++)
{
    var program = ProgramWriter.Write(new PCG((uint)(i % 1000) + 1, seed * 1_000_003 + (ulong)i));
    var compilation = Compiler.Compile(program.Source);
    var errors = Compiler.ErrorsOf(compilation).ToList();
    if (errors.Count > 0)
    {
        bad++;
        if (bad < 4)
            Console.WriteLine(program.Source + "\n" + string.Join("\n", errors));
        continue;
    }
    Comparison comparison;
    try { comparison = Comparison.Of(compilation); }
    catch (Exception e) { Console.WriteLine(program.Source + "\n" + e); break; }
    runs += comparison.Truth.Runs;
    if (comparison.IsClean) clean++;
    if (comparison.Truth.IsExhaustive) all++;
    foreach (var judgement in comparison.Judgements)
    {
        string key = judgement.Place.Rule + " " + judgement.Outcome;
        table[key] = table.GetValueOrDefault(key) + 1;
    }
    if (comparison.Disagreements.Any() && args.Length > 4)
    {
        int n = 0;
        Console.WriteLine(string.Join("\n", program.Source.Split('\n').Select(line => $"{++n,3} {line}")));
        foreach (var judgement in comparison.Disagreements)
            Console.WriteLine($"#### program {i}: {judgement}");
    }
}
Console.WriteLine($"{programs} programs, {bad} do not compile, {clean} clean, {all} exhaustive, {runs} runs");
foreach (var (key, count) in table)
    Console.WriteLine($"{key}: {count}");
