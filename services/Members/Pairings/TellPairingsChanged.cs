using Contracts.Members;

namespace Members;

/// <summary>Announces pairings as they are about to be saved, in packets that a hearer takes in one transaction.</summary>
static class TellPairingsChanged
{
    public static void TellPairings(this MembersStore db, IEnumerable<Pairing> changed)
    {
        foreach (var campaign in changed.GroupBy(it => it.Campaign, StringComparer.Ordinal))
            foreach (var packet in campaign.Chunk(500))
                db.Announce(new MemberPairingsChanged(campaign.Key, [.. packet.Select(it => it.AsFact())]));
    }
}
