using Contracts;
using Defaults;

namespace Members;

/// <summary>A row of <c>members.csv</c> that follows the rules which it can be judged by alone and by what is known around it.</summary>
sealed record MemberRow(
    int Line, string Id, string Name, string IdNumber, string Phone, string Organization, string Residence,
    Coordinates? Position, string[] Skills, int Seats)
{
    public const string File = "members.csv";

    public static readonly Columns Columns = Columns.Of(
        "id", "name", "id_number", "phone", "organization", "area", "longitude", "latitude", "crs", "skills", "seats");

    /// <summary>Adds what is wrong to the list's faults; then what it gives back is not to be used.</summary>
    public static MemberRow? Read(CsvRow row, MemberSurroundings around)
    {
        if (around.Twice.Contains(row["id"])) row.Fault("id", "id-is-unique");
        var id = row.Id("id");
        var name = row.Required("name");
        var number = NamedNumber(row, around.Today);
        if (row["phone"] is { Length: > 0 } phone && !Phones.IsWellFormed(phone)) row.Fault("phone", "phone-form");
        var organization = NamedOrganization(row, around);
        var residence = row.Required("area");
        if (residence is not null && !around.Communities.Contains(residence)) row.Fault("area", "area-is-known");
        var position = row.Position();
        var codes = Aid.InOrder(row.Codes("skills", around.Skills.Codes));
        var seats = row.Number("seats", 1, Member.MostSeats, empty: 1, "seats-from-1-to-20");
        return id is null || name is null || organization is null || residence is null || seats is null
            ? null
            : new(row.Line, id, name, number, row["phone"], organization, residence, position, codes, seats.Value);
    }

    static string NamedNumber(CsvRow row, DateOnly today)
    {
        var number = row["id_number"];
        if (number.Length == 0) return "";
        if (CitizenNumber.Check(number, today, out _) is not { } broken) return CitizenNumber.Normalise(number);
        row.Fault("id_number", broken);
        return "";
    }

    static string? NamedOrganization(CsvRow row, MemberSurroundings around)
    {
        if (row.Required("organization") is not { } organization) return null;
        if (!around.Organizations.TryGetValue(organization, out var area)) row.Fault("organization", "organization-is-known");
        else if (around.Outside(organization, area) is { } rule) row.Fault("organization", rule);
        return organization;
    }
}

/// <summary>What the rows of a list are judged by.</summary>
/// <param name="Twice">ids that stand more than once in the list</param>
/// <param name="Organizations">the divisions of the organizations that the list names</param>
/// <param name="Skills">those that may be named</param>
/// <param name="Communities">those of the list's communities that are valid today</param>
sealed record MemberSurroundings(
    Caller Caller, DateOnly Today, IReadOnlySet<string> Twice, SkillList Skills,
    IReadOnlyDictionary<string, string> Organizations, IReadOnlySet<string> Communities)
{
    /// <summary>The rule by which the caller may not touch members of this organization, or null.</summary>
    public string? Outside(string organization, string area) => Caller.Reach switch
    {
        Reach.Organization => organization == Caller.Organization ? null : "organization-in-scope",
        Reach.Area => area.StartsWith(Caller.Area, StringComparison.Ordinal) ? null : "area-in-scope",
        _ => "organization-in-scope",
    };
}
