using Utrace.Benchmarks;

// Prints what the analysis costs; fails when it costs more than it may. An argument measures only the shapes whose names hold it.
var methods = await MethodCost.PrintAsync(Console.Out, args.FirstOrDefault(""));
Console.WriteLine();
var startUp = await StartUpCost.PrintAsync(Console.Out);
return methods && startUp ? 0 : 1;
