using System.Globalization;
using Spectre.Console;
using Utrace.Oracles;
using Utrace.Oracles.Peers;

int programs = Option("--programs", 1000);
int seed = Option("--seed", 1);
bool fixes = Array.IndexOf(args, "--fixes") >= 0;
if (Array.IndexOf(args, "--print") >= 0)
{
    Console.WriteLine(Trial.Generate(Option("--print", 0), seed).Source);
    return 0;
}

if (Array.IndexOf(args, "--peers") >= 0)
    return PeerTrial.Run(programs, seed);
if (Array.IndexOf(args, "--mutate") >= 0)
    return MutationTrial.Run(Option("--mutate", 0), seed);

Tally tally = AnsiConsole.Profile.Capabilities.Interactive
    ? AnsiConsole.Progress().Start(context =>
    {
        ProgressTask bar = context.AddTask("programs", maxValue: programs);
        return Trial.Over(programs, seed, fixes, so => bar.Value = so.Programs);
    })
    : Trial.Over(programs, seed, fixes, so =>
    {
        if (so.Programs % 500 == 0)
            Console.Error.WriteLine($"{so.Programs} of {programs} programs, {so.Disagreements.Count} disagreements");
    });
return Report.Print(tally, programs, seed);

int Option(string name, int otherwise)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
