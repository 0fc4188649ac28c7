using Contracts;
using Defaults;

namespace Volunteering.Tests;

/// <summary>The rule book of posts, one row a refusal.</summary>
public sealed class PostRuleTests
{
    static readonly DateOnly today = new(2026, 3, 2);
    static readonly Caller community = new("c", [Role.Community], District.First, "C1", null, Reach.Area);

    static readonly Dictionary<string, (string Field, Func<NewPost, NewPost> Break)> rows = new(StringComparer.Ordinal)
    {
        ["title-length"] = ("title", it => it with { Title = " " }),
        ["no-control-characters"] = ("title", it => it with { Title = "Reading\u202Ewith" }),
        ["title-names-nobody"] = ("title", it => it with { Title = "Call 138 0013 8000" }),
        ["number-in-range"] = ("places", it => it with { Places = 501 }),
        ["code-is-known"] = ("skills", it => it with { Skills = ["flying"] }),
        ["period-in-order"] = ("until", it => it with { From = today.AddDays(9), Until = today.AddDays(8) }),
        ["until-not-past"] = ("until", it => it with { From = today.AddDays(-9), Until = today.AddDays(-1) }),
        ["shift-has-end"] = ("until", it => it with { Kind = PostKind.Shift }),
        ["open-ended-has-no-end"] = ("until", it => it with { Kind = PostKind.OpenEnded, Until = today.AddDays(8) }),
        ["note-length"] = ("note", it => it with { Note = new string('a', 1_001) }),
        ["id-form"] = ("id", it => it with { Id = new string('a', 65) }),
        ["area-is-community"] = ("area", it => it with { Area = "320102001000" }),
        ["area-in-scope"] = ("area", it => it with { Area = District.Second }),
        ["community-is-own"] = ("community", it => it with { Community = "C2" }),
    };

    public static IEnumerable<object[]> Rules => rows.Keys.Select(rule => new object[] { rule });

    [Theory, MemberData(nameof(Rules))]
    public void A_post_that_breaks_one_rule_is_refused_by_its_name_and_field(string rule)
    {
        var (field, spoil) = rows[rule];

        Assert.Equal([(field, rule)], FaultsOf(spoil(District.Post())));
    }

    [Fact]
    public void Every_fault_of_a_post_is_told_at_once() =>
        Assert.Equal(
            ["number-in-range", "shift-has-end", "title-length"],
            FaultsOf(District.Post() with { Title = "", Places = 0, Kind = PostKind.Shift }).Select(it => it.Rule).Order());

    [Theory]
    [InlineData("Reading with children")]
    [InlineData("暑期托管班 2026-07-01 至 2026-08-31")]
    [InlineData("24 hours, room 1203")]
    public void A_title_with_dates_and_small_numbers_is_allowed(string title) => Assert.Empty(FaultsOf(District.Post() with { Title = title }));

    [Theory]
    [InlineData("请联系 13800138000")]
    [InlineData("ask 025-84401234")]
    [InlineData("11010519491231002X")]
    public void A_title_with_a_phone_or_an_identity_number_is_refused(string title) =>
        Assert.Contains(("title", "title-names-nobody"), FaultsOf(District.Post() with { Title = title }));

    [Fact]
    public void An_open_post_never_gives_fewer_places_than_are_claimed()
    {
        var post = Post.Set("p", "C1", District.First, District.Post(places: 5), default);
        typeof(Post).GetProperty(nameof(Post.Taken))!.SetValue(post, 4);

        post.Change(District.Post(places: 4));
        var refused = Assert.Throws<RefusedException>(() => post.Change(District.Post(places: 3)));

        Assert.Equal("places-cover-claims", refused.Rule);
        Assert.Equal(4, post.Places);
    }

    [Theory]
    [InlineData("320102001001", "320102")]
    [InlineData("441900003001", "4419")] // a city without districts
    public void A_post_is_offered_in_its_district(string area, string district) => Assert.Equal(district, Post.DistrictOf(area));

    static IEnumerable<(string Field, string Rule)> FaultsOf(NewPost post)
    {
        var faults = new Faults("");
        post.Check(faults, today, new SkillList([.. NeedCopy.First().Select(it => (it.Id, it.HoldsOn(today)))]), community);
        return [.. faults.List.Select(it => (it.Field, it.Rule))];
    }
}
