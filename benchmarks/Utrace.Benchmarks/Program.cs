using Utrace.Benchmarks;

// Prints what the analysis costs; fails when it costs more than it may. An argument measures only the shapes whose names hold it; "fixes"
// measures "fix all" instead.
if (args is ["fixes"])
    return await FixAllCost.PrintAsync(Console.Out) ? 0 : 1;
var methods = await MethodCost.PrintAsync(Console.Out, args.FirstOrDefault(""));
Console.WriteLine();
var startUp = await StartUpCost.PrintAsync(Console.Out);
return methods && startUp ? 0 : 1;
