using Xunit;

namespace SystemTests;

/// <summary>The check of the fault run sees each kind of error when it is planted.</summary>
public sealed class VerdictTests
{
    static readonly Dictionary<string, int> acknowledged = new(StringComparer.Ordinal) { ["H1"] = 2, ["H2"] = 1 };

    [Fact]
    public void What_is_as_it_was_acknowledged_is_good()
    {
        Assert.Equal(Verdict.Good, Verdict.OfStore(acknowledged, [At("H1", 2), At("H2", 1)]));
        Assert.Equal(Verdict.Good, Verdict.OfCopy(acknowledged, [At("H1", 2), At("H2", 1)]));
        Assert.Equal(Verdict.Good, Verdict.OfLedger(acknowledged, [At("H2", 1), At("H1", 2), At("H1", 1)]));
    }

    [Fact]
    public void A_change_that_is_missing_anywhere_is_lost()
    {
        Assert.Equal(Verdict.Good with { Lost = 1 }, Verdict.OfStore(acknowledged, [At("H1", 1), At("H2", 1)]));
        Assert.Equal(Verdict.Good with { Lost = 1 }, Verdict.OfStore(acknowledged, [At("H1", 2)]));
        Assert.Equal(Verdict.Good with { Lost = 1 }, Verdict.OfLedger(acknowledged, [At("H2", 1), At("H1", 2)]));
    }

    [Fact]
    public void A_change_that_took_effect_twice_is_doubled()
    {
        Assert.Equal(Verdict.Good with { Doubled = 1 }, Verdict.OfStore(acknowledged, [At("H1", 3), At("H2", 1)]));
        Assert.Equal(Verdict.Good with { Doubled = 2 }, Verdict.OfLedger(acknowledged, [At("H2", 1), At("H1", 2), At("H1", 1), At("H1", 1), At("H1", 1)]));
    }

    [Fact]
    public void A_copy_below_the_highest_version_is_stale() =>
        Assert.Equal(Verdict.Good with { Stale = 1 }, Verdict.OfCopy(acknowledged, [At("H1", 1), At("H2", 1)]));

    [Fact]
    public void What_nobody_pushed_is_unexpected()
    {
        Assert.Equal(Verdict.Good with { Unexpected = 1 }, Verdict.OfStore(acknowledged, [At("H1", 2), At("H2", 1), At("H3", 1)]));
        Assert.Equal(Verdict.Good with { Unexpected = 1 }, Verdict.OfCopy(acknowledged, [At("H1", 2) with { Needs = ["repairs"] }, At("H2", 1)]));
        Assert.Equal(Verdict.Good with { Unexpected = 1 }, Verdict.OfLedger(acknowledged, [At("H2", 1), At("H2", 2), At("H1", 2), At("H1", 1)]));
    }

    static Held At(string id, int version) => new(id, PushedHousehold.AreaAt(version), version, PushedHousehold.NeedsAt(version));
}
