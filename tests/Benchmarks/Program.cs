using System.CommandLine;
using Benchmarks;

return new RootCommand("Benchmarks, and the engine on files")
{
    SolveVerb.Create(),
    GenerateVerb.Create(),
    MatchingVerb.Create(),
    FactsVerb.Create(),
    ChangesVerb.Create(),
}.Parse(args).Invoke();
