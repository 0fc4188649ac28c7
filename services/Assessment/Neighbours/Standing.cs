namespace Assessment;

/// <summary>How far a pairing is, the farther the higher, so that the best of several is the highest.</summary>
enum Standing
{
    /// <summary>Declined, ended, or never proposed.</summary>
    None = 0,
    Proposed = 1,
    Confirmed = 2,
}

static class Standings
{
    /// <param name="status">as facts name it</param>
    public static Standing Of(string status) => status switch
    {
        "proposed" => Standing.Proposed,
        "confirmed" => Standing.Confirmed,
        _ => Standing.None,
    };
}
