using System.CommandLine;
using Local;

return new RootCommand("结对 Pairing") { GenerateCommand.Create() }.Parse(args).Invoke();
