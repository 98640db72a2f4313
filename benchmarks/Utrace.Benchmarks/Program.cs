using Utrace.Benchmarks;

// Prints what the analysis costs; fails when it costs more than it may.
var methods = await MethodCost.PrintAsync(Console.Out);
Console.WriteLine();
var startUp = await StartUpCost.PrintAsync(Console.Out);
return methods && startUp ? 0 : 1;
