using System.CommandLine;
using Defaults;
using Local;
using Spectre.Console;

Texts.Load(typeof(Platform).Assembly);
if (Console.IsOutputRedirected) AnsiConsole.Profile.Capabilities.Ansi = false;
var root = ServeCommand.Create();
root.Add(PairCommand.Create());
root.Add(GenerateCommand.Create());
// What is being answered when the process is told to stop is finished: the services give themselves twenty seconds.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(25) });
