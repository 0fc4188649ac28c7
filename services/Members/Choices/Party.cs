namespace Members;

/// <summary>Somebody who may choose and be chosen: a member in service, or an active household.</summary>
/// <param name="Area">the division of the member's organization, or the household's community</param>
/// <param name="Organization">the member's; null for a household</param>
sealed record Party(string Id, MarketSide Side, string Area, string? Organization)
{
    public ChoiceList NewList(string campaign) => new()
    {
        Campaign = campaign,
        From = Id,
        Side = Side,
        Area = Area,
        Organization = Organization,
        Person = Side == MarketSide.Member ? Id : null,
    };
}
