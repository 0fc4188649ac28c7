using System.CommandLine;
using Benchmarks;

if (await ServedHouseholds.ServeAsync(args) is { } served) return served;
return new RootCommand("Benchmarks, and the engine on files")
{
    SolveVerb.Create(),
    GenerateVerb.Create(),
    MatchingVerb.Create(),
    FactsVerb.Create(),
    ChangesVerb.Create(),
    HouseholdsVerb.Create(),
}.Parse(args).Invoke();
