using Contracts;

namespace Local;

/// <summary>All lists of one synthetic district, as a campaign would bring them.</summary>
sealed class DistrictLists
{
    static readonly string[] reasons = ["亲属关系", "困难认定经办人", "曾有纠纷"];

    public required IReadOnlyList<AreaRow> Areas { get; init; }

    public required IReadOnlyList<OrganizationRow> Organizations { get; init; }

    public required IReadOnlyList<MemberRow> Members { get; init; }

    public required IReadOnlyList<HouseholdRow> Households { get; init; }

    public required IReadOnlyList<ChoiceRow> Choices { get; init; }

    public required IReadOnlyList<ExclusionRow> Exclusions { get; init; }

    /// <summary>
    /// The same lists for the same options, areas and outline, on every machine and day. Throws <see cref="CannotGenerate"/>
    /// when the options or the list of areas do not allow it.
    /// </summary>
    /// <param name="areas">areas.csv, of the district or of the whole nation.</param>
    /// <param name="outline">The district's, where known; without it the district is round and somewhere in its province.</param>
    public static DistrictLists Generate(GenerateOptions options, TextReader areas, Outline? outline)
    {
        options.Check();
        var district = DistrictAreas.Read(areas, options.District);
        var geography = new Geography(district, outline, new(options.Seed, "geography"));
        var organizations = Organs.Draw(district, geography, options);
        var organs = organizations.Where(row => row.Kind == "organ").ToList();
        var communities = organizations.Where(row => row.Kind == "community").ToList();
        var members = Register.Members(organs, geography, new(district, options.Day, inService: true), options);
        var households = Register.Households(geography, new(district, options.Day, inService: false), options);
        var paired = new Choosing(
            [.. organs.Select(row => (row.Id, row.Place))], [.. communities.Select(row => (row.Id, row.Place))],
            geography.Plane, new(options.Seed, "choices of organizations"));
        var helped = new Choosing(
            [.. households.Select(row => (row.Id, row.Place))], [.. members.Select(row => (row.Id, row.Place))],
            geography.Plane, new(options.Seed, "choices of members"));
        return new()
        {
            Areas = [.. district.All],
            Organizations = organizations,
            Members = members,
            Households = households,
            Choices = [.. paired.Rows(), .. helped.Rows()],
            Exclusions = Exclude(members, households, helped, new(options.Seed, "exclusions")),
        };
    }

    /// <summary>
    /// One household in a hundred must not be helped by somebody nearby. Never a pair of which one chose the other: who
    /// may not meet does not ask to.
    /// </summary>
    static List<ExclusionRow> Exclude(MemberRow[] members, HouseholdRow[] households, Choosing helped, SeededRandom random)
    {
        var exclusions = new List<ExclusionRow>();
        if (members.Length == 0)
            return exclusions;
        foreach (var household in random.Sample((households.Length + 99) / 100, households.Length))
        {
            var near = helped.NearestOthers(household, 8);
            var member = random.Pick(near);
            var reason = random.Pick(reasons);
            if (!helped.Chosen(household, member))
                exclusions.Add(new(members[member].Id, households[household].Id, reason));
        }
        return exclusions;
    }

    /// <summary>Writes the seven files, replacing those that are there; the folder is made if need be.</summary>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        ListFile.Write(folder, "areas.csv", "code,name,level,parent", Areas, (file, row) => file
            .Cell(row.Code).Cell(row.Name).Cell(AreaLevels.Name(row.Level)).Cell(row.Parent));
        ListFile.Write(
            folder, "organizations.csv", "id,name,kind,area,parent,longitude,latitude,crs,seats,secretary", Organizations, (file, row) => file
            .Cell(row.Id).Cell(row.Name).Cell(row.Kind).Cell(row.Area).Cell(row.Parent).Place(row.Declared)
            .Cell(row.Seats).Cell(row.Secretary));
        ListFile.Write(
            folder, "members.csv", "id,name,id_number,phone,organization,area,longitude,latitude,crs,skills,seats", Members, (file, row) => file
            .Cell(row.Id).Cell(row.Name).Cell(row.IdNumber).Cell(row.Phone).Cell(row.Organization).Cell(row.Area)
            .Place(row.Declared).Cell(row.Skills).Cell(row.Seats));
        ListFile.Write(
            folder, "households.csv", "id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of", Households, (file, row) => file
            .Cell(row.Id).Cell(row.Head).Cell(row.IdNumber).Cell(row.Phone).Cell(row.Area).Cell(row.Address)
            .Place(row.Declared).Cell(row.Categories).Cell(row.Needs).Cell(row.AsOf));
        ListFile.Write(folder, "choices.csv", "from,to,rank", Choices, (file, row) => file
            .Cell(row.From).Cell(row.To).Cell(row.Rank));
        ListFile.Write(folder, "exclusions.csv", "member,household,reason", Exclusions, (file, row) => file
            .Cell(row.Member).Cell(row.Household).Cell(row.Reason));
        File.WriteAllText(Path.Combine(folder, "rules.json"), rules);
    }

    /// <summary>The engine's own defaults, written out for whoever wants to change them.</summary>
    const string rules = """
        {
          "organizations": {
            "wProposer": 20000,
            "wAcceptor": 5000,
            "load": 10000,
            "need": 200,
            "bonus": 30000,
            "secondPlace": false,
            "objective": "stable",
            "levels": 1
          },
          "members": {
            "wProposer": 20000,
            "wAcceptor": 5000,
            "load": 10000,
            "need": 200,
            "bonus": 30000,
            "secondPlace": true,
            "objective": "stable",
            "levels": 1
          }
        }

        """;
}
