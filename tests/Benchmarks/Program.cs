using System.CommandLine;
using Benchmarks;

return new RootCommand("Benchmarks, and the engine on files")
{
    SolveVerb.Create(),
    GenerateVerb.Create(),
    MatchingVerb.Create(),
    FactsVerb.Create(),
    ChangesVerb.Create(),
    HouseholdsVerb.Create(),
}.Parse(args).Invoke();
