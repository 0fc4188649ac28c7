using Defaults;
using Local;

Texts.Load(typeof(Platform).Assembly);
var root = ServeCommand.Create();
root.Add(PairCommand.Create());
root.Add(GenerateCommand.Create());
return await root.Parse(args).InvokeAsync();
