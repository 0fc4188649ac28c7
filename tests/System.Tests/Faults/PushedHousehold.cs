namespace SystemTests;

/// <summary>
/// What a household is at each of its versions: known from its id and the version alone, so that whatever any service
/// says of it can be judged without asking another.
/// </summary>
static class PushedHousehold
{
    public const string District = "320105000000", One = "320105001001", Two = "320105002001";

    // In the order of the coded list, in which the services give them back.
    static readonly string[] kinds = ["medical", "legal", "schooling", "employment", "elder-care", "repairs"];

    public static string AreaAt(int version) => version % 3 == 0 ? Two : One;

    /// <summary>Other needs than at the version before.</summary>
    public static string[] NeedsAt(int version) => [.. kinds.Where((_, bit) => ((version * 5 + 7) & 1 << bit) != 0)];

    public static DateOnly AsOf(int version) => new DateOnly(2020, 1, 1).AddDays(version);

    /// <summary>A row of <c>households.csv</c>.</summary>
    public static string Row(string id, int version) =>
        $"{id},户主,,,{AreaAt(version)},,,,,minimum-living,{string.Join(';', NeedsAt(version))},{AsOf(version):yyyy-MM-dd}\n";

    public const string Header = "id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of\n";
}
