using Matching;

namespace Benchmarks;

/// <summary>A market in a folder of files: <c>proposers.csv</c>, <c>acceptors.csv</c> and, where there are any, choices, exclusions, locked pairs and rules.</summary>
sealed class MarketFolder
{
    /// <summary>Of a proposer whether its second place is somebody's, of an acceptor whether it holds somebody, outside this market.</summary>
    const string elsewhere = "elsewhere";

    readonly string folder;
    readonly FileFaults faults = new();
    readonly ListFile proposers, acceptors, choices, exclusions, locked;

    public MarketFolder(string folder)
    {
        this.folder = folder;
        proposers = new(folder, "proposers.csv", faults, "id", "longitude", "latitude", "needs", "need", "group", elsewhere) { Optional = elsewhere };
        acceptors = new(folder, "acceptors.csv", faults, "id", "longitude", "latitude", "skills", "seats", "groups", elsewhere) { Optional = elsewhere };
        choices = new(folder, "choices.csv", faults, "from", "to", "rank");
        exclusions = new(folder, "exclusions.csv", faults, "proposer", "acceptor");
        locked = new(folder, "locked.csv", faults, "proposer", "acceptor", "stage");
    }

    /// <exception cref="BadFilesException">Something is wrong with the files.</exception>
    public Market Read()
    {
        foreach (var (file, name) in new[] { (proposers, "proposers.csv"), (acceptors, "acceptors.csv") })
            if (!file.Exists) faults.Add(name, 1, "file", "file-is-there");
        faults.ThrowIfAny();
        try
        {
            var market = Market.Create(
                proposers.Rows(row => new Proposer(row.Text(0), PlaceOf(row), row.List(3), row.Whole(4), row.Text(5)) { SecondElsewhere = row.Flag(6) }),
                acceptors.Rows(row => new Acceptor(row.Text(0), PlaceOf(row), row.List(3), row.Whole(4), row.List(5)) { HoldsElsewhere = row.Flag(6) }),
                Optional(choices, row => new Choice(row.Text(0), row.Text(1), row.Whole(2))),
                Optional(exclusions, row => new Exclusion(row.Text(0), row.Text(1))),
                Optional(locked, row => new Matching.Lock(row.Text(0), row.Text(1), row.Whole(2))),
                RulesFile.Read(folder, faults));
            faults.ThrowIfAny();
            return market;
        }
        catch (BadMarketException bad)
        {
            // Where rows were left out, others speak of ids that only seem unknown.
            var guessed = faults.Any;
            foreach (var fault in bad.Faults)
                if (!guessed || !fault.Rule.EndsWith("-is-known", StringComparison.Ordinal)) Add(fault);
            throw new BadFilesException(faults);
        }
    }

    static IEnumerable<T> Optional<T>(ListFile file, Func<ListFile, T> read) => file.Exists ? file.Rows(read) : [];

    static Place PlaceOf(ListFile row)
    {
        var (longitude, latitude) = (row.Degrees(1, 180), row.Degrees(2, 90));
        return Place.FromDegrees(latitude, longitude);
    }

    void Add(MarketFault fault)
    {
        var file = fault.List switch
        {
            "proposers" => proposers,
            "acceptors" => acceptors,
            "choices" => choices,
            "exclusions" => exclusions,
            "locked" => locked,
            _ => null,
        };
        if (file is null) faults.Add("rules.json", 1, fault.Field, fault.Rule);
        else faults.Add($"{fault.List}.csv", file.LineOf(fault.Index), fault.Field, fault.Rule);
    }
}
