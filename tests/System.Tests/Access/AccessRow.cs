namespace SystemTests;

/// <summary>
/// One row of <c>access.csv</c>: an endpoint, how it is called for what is the caller's own and for what is another
/// district's, and for each role the two statuses that must come back, as <c>own/other</c>.
/// </summary>
/// <param name="Own">values for the path's parameters, separated by <c>;</c>; what follows them is the query</param>
/// <param name="OwnBody">JSON, or CSV with <c>|</c> for a line's end</param>
sealed record AccessRow(
    string Service, string Method, string Path, string[] Own, string[] Other, string OwnBody, string OtherBody, Dictionary<string, string> Expected)
{
    public const string Anonymous = "anonymous";

    public static readonly string[] Roles =
    [
        Anonymous, "organization-department", "work-committee", "civilization-office", "civil-affairs", "street", "organ", "community",
        "member", "inspector", "department-system", "auditor", "administrator", "service",
    ];

    public string Endpoint => $"{Service} {Method} {Path}";

    public static List<AccessRow> Read(string file) => Csv.Read(file).Select(row => new AccessRow(
        row["of"], row["method"], row["path"], Values(row["own"]), Values(row["other"]), row["own_body"], row["other_body"],
        Roles.ToDictionary(role => role, role => row[role], StringComparer.Ordinal))).ToList();

    public string PathFor(string[] values)
    {
        var next = 0;
        var path = string.Join('/', Path.Split('/').Select(part => part.StartsWith('{') ? Uri.EscapeDataString(values[next++]) : part));
        return path + string.Concat(values.Skip(next));
    }

    static string[] Values(string cell) => cell.Split(';', StringSplitOptions.RemoveEmptyEntries);
}
