using System.CommandLine;
using System.Globalization;

namespace Benchmarks;

/// <summary>The verb <c>generate</c>: writes a synthetic market as the files that <c>solve</c> reads.</summary>
static class GenerateVerb
{
    static readonly Argument<string> output = new("out") { Description = "folder to write to" };
    static readonly Option<int> proposers = new("--proposers") { DefaultValueFactory = _ => 10_000 };
    static readonly Option<double> seats = new("--seats") { Description = "seats a proposer: 1.5 is loose, 1 is tight", DefaultValueFactory = _ => 1.5 };
    static readonly Option<double> choices = new("--choices") { Description = "share that gives a list of choices", DefaultValueFactory = _ => 0.25 };
    static readonly Option<bool> needs = new("--needs") { Description = "with needs and skills" };
    static readonly Option<bool> groups = new("--groups") { Description = "with groups, and the bonus at its default; else without" };
    static readonly Option<int> seed = new("--seed") { DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var verb = new Command("generate", "write a synthetic market") { output, proposers, seats, choices, needs, groups, seed };
        verb.SetAction(said => Write(said.GetRequiredValue(output), new(
            said.GetValue(proposers), said.GetValue(seats), said.GetValue(choices), said.GetValue(needs), said.GetValue(groups), said.GetValue(seed))));
        return verb;
    }

    public static void Write(string folder, MarketShape shape)
    {
        var market = new SyntheticMarket(shape);
        var files = new OutcomeFolder(folder);
        using (var file = files.Open("proposers.csv"))
        {
            file.Write("id,longitude,latitude,needs,need,group\n");
            foreach (var (id, place, itsNeeds, need, group) in market.Proposers)
                file.Write($"{id},{Degrees(place)},{string.Join(';', itsNeeds)},{need},{group}\n");
        }
        using (var file = files.Open("acceptors.csv"))
        {
            file.Write("id,longitude,latitude,skills,seats,groups\n");
            foreach (var (id, place, skills, places, itsGroups) in market.Acceptors)
                file.Write($"{id},{Degrees(place)},{string.Join(';', skills)},{places},{string.Join(';', itsGroups)}\n");
        }
        using (var file = files.Open("choices.csv"))
        {
            file.Write("from,to,rank\n");
            foreach (var (from, to, rank) in market.Choices) file.Write($"{from},{to},{rank}\n");
        }
        if (shape.Groups) return;
        using var rules = files.Open("rules.json");
        rules.Write("{\"bonus\":0}\n");
    }

    // Nine decimals: less than a decimetre, so that the same place comes back.
    static string Degrees(Matching.Place place)
    {
        var (longitude, latitude) = SyntheticMarket.Degrees(place);
        return string.Create(CultureInfo.InvariantCulture, $"{longitude:F9},{latitude:F9}");
    }
}
