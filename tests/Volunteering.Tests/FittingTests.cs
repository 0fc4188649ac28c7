using Contracts.Members;

namespace Volunteering.Tests;

/// <summary>Which posts are offered to a helper, and in which order.</summary>
public sealed class FittingTests
{
    const string home = "320102001001";
    const string paired = "320102002001";
    const string farther = "320102003001";
    const string elsewhere = "320104001001";

    [Fact]
    public void Paired_communities_come_first_then_the_residence_then_the_district()
    {
        var posts = new OpenPosts([Open("a", farther), Open("b", home), Open("c", paired), Open("d", elsewhere)]);

        Assert.Equal(
            [("c", OfferedFor.PairedCommunity), ("b", OfferedFor.Residence), ("a", OfferedFor.District)],
            posts.For(Helper(), []).Select(it => (it.Post.Id, it.Why)));
    }

    [Fact]
    public void Within_one_reason_common_skills_come_first_then_room_then_the_smaller_id()
    {
        var posts = new OpenPosts(
            [Open("e", home, 2), Open("d", home, 2), Open("c", home, 9), Open("b", home, 1, "legal"), Open("a", home, 1, "legal", "repairs", "digital")]);

        var found = posts.For(Helper("legal", "repairs"), []);

        Assert.Equal(["a", "b", "c", "d", "e"], found.Select(it => it.Post.Id));
        Assert.Equal([["legal", "repairs"], ["legal"], [], [], []], found.Select(it => it.Common));
    }

    [Fact]
    public void At_most_five_are_offered_and_none_twice_or_where_a_place_is_held()
    {
        var posts = new OpenPosts([.. "abcdefgh".Select(letter => Open($"{letter}", paired))]);

        Assert.Equal(["b", "c", "d", "e", "f"], posts.For(Helper(), ["a"]).Select(it => it.Post.Id));
        Assert.Equal(["g", "h"], posts.For(Helper(), ["a", "b", "c", "d", "e", "f"]).Select(it => it.Post.Id));
    }

    [Fact]
    public void A_helper_who_lives_in_another_district_is_offered_those_of_both()
    {
        var helper = Offer.Of("k", "r", default, new IdleHelper("M1", "O1", elsewhere, [], [paired]));
        var posts = new OpenPosts([Open("a", farther), Open("b", "320104009001"), Open("c", "320105001001")]);

        Assert.Equal(["a", "b"], posts.For(helper, []).Select(it => it.Post.Id));
    }

    static Offer Helper(params string[] skills) => Offer.Of("k", "r", default, new IdleHelper("M1", "O1", home, skills, [paired]));

    static OpenPost Open(string id, string area, int room = 1, params string[] skills) =>
        new(id, "A post", area, "C", Post.DistrictOf(area), room, skills, PostKind.Flexible, new DateOnly(2026, 3, 1), null);
}
