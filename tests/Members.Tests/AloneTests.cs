namespace Members.Tests;

/// <summary>From when a household has been alone, by its first helpers so far.</summary>
public sealed class AloneTests
{
    static readonly DateTime day0 = new(2030, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    static DateTime Day(int day) => day0.AddDays(day);

    static Pairing First(int from, int? confirmed = null, int? declined = null, int? ended = null, string reason = "member-left")
    {
        var it = new Pairing
        {
            Id = $"p{from:00}", Campaign = "c", Run = "r", Household = "h", Member = "m", Organization = "o", Area = "a", Stage = 1, Seat = 1, DistanceDm = 0, Since = Day(from),
        };
        if (confirmed is { } day)
            foreach (var side in Enum.GetValues<PairingSide>()) it.Confirm(side, Day(day));
        if (declined is { } no) it.Decline(PairingSide.Household, "不便", Day(no));
        if (ended is { } end) it.End(reason, null, Day(end));
        return it;
    }

    [Fact]
    public void A_proposal_that_nobody_confirms_leaves_it_alone_from_its_beginning() =>
        Assert.Equal(new Alone(Day(0), "awaits-confirmation"), Alone.By([First(0)], null));

    [Fact]
    public void Declining_late_does_not_begin_the_waiting_anew() =>
        Assert.Equal(new Alone(Day(0), "declined-by-household"), Alone.By([First(31), First(0, declined: 30)], null));

    [Fact]
    public void It_is_alone_since_the_last_helper_whom_both_confirmed_has_gone() =>
        Assert.Equal(new Alone(Day(9), "declined-by-household"), Alone.By([First(0, confirmed: 1, ended: 9), First(10, declined: 12), First(13, declined: 20)], Day(-50)));

    [Fact]
    public void What_ended_before_it_came_back_says_nothing()
    {
        Assert.Null(Alone.By([First(0, confirmed: 1, ended: 9)], Day(100)));
        Assert.Null(Alone.By([First(0, confirmed: 1, ended: 9, reason: Pairing.HouseholdLeft)], null));
        Assert.Equal(new Alone(Day(102), "awaits-confirmation"), Alone.By([First(0, declined: 9), First(102)], Day(100)));
    }
}
