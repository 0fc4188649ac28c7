namespace Members;

/// <summary>
/// The part of a market in which those who have no first helper find one, where all that stands is locked and nobody is
/// given a second place. What is found for them, and why, is the same as in the whole: the engine gives open seats to those
/// who ask, all of whom are kept, the seats with their numbers and their owners' other pairs; of the others it asks nothing.
/// Only so where the objective is stable: by the least distance, which of several as good ones comes out may depend on all.
/// </summary>
static class AskingMarket
{
    public static MarketLists Of(MarketLists whole)
    {
        var locks = whole.Standing.Where(it => it.Stage == 1).ToList();
        var helped = locks.Select(it => it.Household).ToHashSet(StringComparer.Ordinal);
        var held = locks.CountBy(it => it.Member).ToDictionary(StringComparer.Ordinal);
        var seconds = whole.Standing.Where(it => it.Stage == 2 && !helped.Contains(it.Household)).ToList();
        // Who was chosen, or chose, and did not come together is told who holds the seats, and whom the chosen would have had
        // before. A second helper cannot be the first too.
        var told = whole.Choices.Select(it => TellsOf(it.Side, it.From, it.Choice.To, helped)).OfType<string>().Concat(seconds.Select(it => it.Member)).ToHashSet(StringComparer.Ordinal);
        var chosen = whole.Choices.Where(it => it.Side == MarketSide.Member && told.Contains(it.From)).Select(it => it.Choice.To).ToHashSet(StringComparer.Ordinal);
        var entire = whole.Members.Where(it => it.Seats > held.GetValueOrDefault(it.Id) || told.Contains(it.Id)).Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        locks = locks.FindAll(it => entire.Contains(it.Member) || chosen.Contains(it.Household));
        var (stay, kept) = (locks.Select(it => it.Household).ToHashSet(StringComparer.Ordinal), locks.CountBy(it => it.Member).ToDictionary(StringComparer.Ordinal));
        bool IsIn(MarketHousehold it) => !helped.Contains(it.Id) || stay.Contains(it.Id);
        bool Takes(MarketMember it) => entire.Contains(it.Id) || kept.ContainsKey(it.Id);
        return whole with
        {
            Households = [.. whole.Households.Where(IsIn)],
            // The others have the seats of those who were chosen from here, and no open one.
            Members = [.. whole.Members.Where(Takes).Select(it => entire.Contains(it.Id) ? it : it with { Seats = kept[it.Id] })],
            // Who is left out still tells where the centre of its community is.
            Points =
            [
                .. whole.Points,
                .. from it in whole.Households where it.Position is not null && !IsIn(it) select (it.Area, it.Position!.Value),
                .. from it in whole.Members where it.Position is not null && !Takes(it) select (it.Residence, it.Position!.Value),
            ],
            Standing = [.. locks, .. seconds],
            Beside = [],
        };
    }

    /// <summary>The member of a choice between it and one who asks; null for a choice of others.</summary>
    static string? TellsOf(MarketSide side, string from, string to, HashSet<string> helped)
    {
        var (household, member) = side == MarketSide.Household ? (from, to) : (to, from);
        return helped.Contains(household) ? null : member;
    }
}
