namespace Members;

/// <summary>Somebody who may choose and be chosen: a member in service, or an active household.</summary>
/// <param name="Area">the division of the member's organization, or the household's community</param>
/// <param name="Organization">the member's; null for a household</param>
sealed record Party(string Id, MarketSide Side, string Area, string? Organization)
{
    public MarketSide OtherSide => Side == MarketSide.Member ? MarketSide.Household : MarketSide.Member;

    public ChoiceList NewList(string campaign) => new() { Campaign = campaign, Side = Side, From = Id };
}

/// <summary>Those whom a list or a request names.</summary>
sealed class Parties(IEnumerable<Party> found)
{
    readonly Dictionary<(string Id, MarketSide Side), Party> all = found.ToDictionary(it => (it.Id, it.Side));

    public Party? Find(string id, MarketSide side) => all.GetValueOrDefault((id, side));

    public bool Knows(string id, MarketSide side) => all.ContainsKey((id, side));

    /// <summary>The member, the household, or both of an id.</summary>
    public IEnumerable<Party> Of(string id)
    {
        if (Find(id, MarketSide.Member) is { } member) yield return member;
        if (Find(id, MarketSide.Household) is { } household) yield return household;
    }
}
