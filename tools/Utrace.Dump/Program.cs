using Utrace.Dump;

return DumpCommand.Run(args, Console.Out, Console.Error);
