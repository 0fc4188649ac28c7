using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Contracts.Volunteering;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;
using static Volunteering.Tests.District;

namespace Volunteering.Tests;

/// <summary>Setting, changing, closing and reading posts through the real service.</summary>
public sealed class PostTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_post_is_set_announced_and_read_back(string provider)
    {
        await using var district = await District.OpenAsync(provider);

        var set = await district.SetAsync(Post(id: "一号岗#1") with { Skills = ["company", "schooling"], Note = "Ask for Auntie Wang" });

        Assert.Equal(["schooling", "company"], set.Skills); // in the order of the coded list
        var told = Assert.Single((await district.Told.NextAsync<PostsChanged>()).Items);
        Assert.Equal(new PostChange("一号岗#1", "C1", First, 3, 0, "open", 1), told);
        using var member = district.Member("M1");
        var answer = await member.GetAsync($"{Api}/posts/{Uri.EscapeDataString("一号岗#1")}");
        Assert.Equal("\"1\"", answer.Headers.ETag!.Tag);
        var read = await ReadAsync<PostView>(answer);
        Assert.Equal(set with { Skills = read.Skills }, read);
        Assert.Equal("Ask for Auntie Wang", read.Note);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_second_post_of_one_id_is_refused_and_the_same_request_again_is_not(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        using var community = district.Community();
        community.DefaultRequestHeaders.Add(Idempotent.Header, "k1");

        var first = await community.PostAsJsonAsync(Api + "/posts", Post(id: "p1"), Wire.Json);
        var again = await community.PostAsJsonAsync(Api + "/posts", Post(id: "p1"), Wire.Json);
        community.DefaultRequestHeaders.Remove(Idempotent.Header);
        var second = await community.PostAsJsonAsync(Api + "/posts", Post(id: "p1"), Wire.Json);

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal($"{Api}/posts/p1", again.Headers.Location!.OriginalString);
        Assert.Equal("post-id-is-new", await RuleAsync(second, HttpStatusCode.Conflict));
        Assert.Equal(1, await district.StoreAsync(db => db.Posts.CountAsync()));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_post_is_changed_at_the_version_read_and_at_no_other(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.SetAsync(id: "p1");
        using var community = district.Community();

        var without = await PutAsync(community, null, Post(places: 5));
        var changed = await PutAsync(community, "\"1\"", Post(places: 5));
        var stale = await PutAsync(community, "\"1\"", Post(places: 6));

        Assert.Equal("if-match-is-given", await RuleAsync(without, HttpStatusCode.BadRequest));
        Assert.Equal("\"2\"", changed.Headers.ETag!.Tag);
        Assert.Equal(5, (await ReadAsync<PostView>(changed)).Places);
        Assert.Equal("stale-version", await RuleAsync(stale, HttpStatusCode.PreconditionFailed));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Places_never_fall_below_those_claimed(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.KnowAsync("M1", "M2");
        await district.SetAsync(id: "p1");
        await district.ClaimAsync("p1", "M1");
        await district.ClaimAsync("p1", "M2");
        using var community = district.Community();

        var refused = await PutAsync(community, "\"3\"", Post(places: 1));
        var enough = await PutAsync(community, "\"3\"", Post(places: 2));

        Assert.Equal("places-cover-claims", await RuleAsync(refused, HttpStatusCode.Conflict));
        Assert.Equal((2, 2), await ReadAsync<PostView>(enough) is var post ? (post.Places, post.Taken) : default);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_closed_post_gives_its_places_back_and_takes_no_more(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.KnowAsync("M1", "M2");
        await district.SetAsync(id: "p1");
        var claim = await district.ClaimAsync("p1", "M1");
        using var community = district.Community();

        var closed = await ReadAsync<PostView>(await community.PostAsJsonAsync(
            $"{Api}/posts/p1/close", new Closing(CloseReason.NoLongerNeeded, "The hall is shut"), Wire.Json));
        var again = await community.PostAsJsonAsync($"{Api}/posts/p1/close", new Closing(CloseReason.Other), Wire.Json);
        var late = await district.Member("M2").PostAsJsonAsync($"{Api}/posts/p1/claims", new Claiming(), Wire.Json);

        Assert.Equal((PostState.Closed, 0, CloseReason.NoLongerNeeded), (closed.Status, closed.Taken, closed.ClosedFor));
        Assert.Equal("post-is-open", await RuleAsync(again, HttpStatusCode.Conflict));
        Assert.Equal("post-is-open", await RuleAsync(late, HttpStatusCode.Conflict));
        var left = await district.Told.NextAsync<PostLeft>();
        Assert.Equal((claim.Id, "M1", "post-closed"), (left.Claim, left.Member, left.Reason));
        var told = Assert.Single((await district.Told.NextAsync<PostsChanged>(it => it.Items[0].Status == "closed")).Items);
        Assert.Equal(("closed", 0, closed.Version), (told.Status, told.Taken, told.Version));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Posts_are_listed_by_area_and_whether_they_are_open_page_by_page_and_as_csv(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        foreach (var id in (string[])["a", "b", "c"]) await district.SetAsync(id: id);
        await district.SetAsync(Post(Second, id: "d") with { Title = "=1+1", Kind = PostKind.Shift, Until = new DateOnly(2026, 3, 2) });
        using var member = district.Member("M1");

        var page = await ReadAsync<Page<PostView>>(await member.GetAsync(Api + "/posts?limit=2"));
        var rest = await ReadAsync<Page<PostView>>(await member.GetAsync($"{Api}/posts?limit=2&after={page.Next}"));
        var street = await ReadAsync<Page<PostView>>(await member.GetAsync(Api + "/posts?area=320102002"));
        district.Time.Pass(TimeSpan.FromDays(1));
        var open = await ReadAsync<Page<PostView>>(await member.GetAsync(Api + "/posts?open=true"));
        var over = await ReadAsync<Page<PostView>>(await member.GetAsync(Api + "/posts?open=false"));
        member.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        var csv = await member.GetStringAsync(Api + "/posts");

        Assert.Equal(["a", "b"], page.Items.Select(it => it.Id));
        Assert.Equal(["c", "d"], rest.Items.Select(it => it.Id));
        Assert.Null(rest.Next);
        Assert.Equal(["d"], street.Items.Select(it => it.Id));
        Assert.Equal(["a", "b", "c"], open.Items.Select(it => it.Id));
        Assert.Equal(["d"], over.Items.Select(it => it.Id));
        Assert.Equal(5, csv.TrimEnd('\n').Split('\n').Length);
        Assert.Contains("\nd,'=1+1,C2,320102002001,shift,3,0,schooling;company,2026-03-01,2026-03-02,open,1\n", csv);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_community_sees_and_touches_nothing_of_another_community(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.SetAsync(id: "p1");
        using var other = district.Community(Second);

        var list = await ReadAsync<Page<PostView>>(await other.GetAsync(Api + "/posts"));
        var asked = await ReadAsync<Page<PostView>>(await other.GetAsync(Api + "/posts?area=" + First));
        var found = await other.GetAsync(Api + "/posts/p1");
        var changed = await PutAsync(other, "\"1\"", Post(places: 9));

        Assert.Empty(list.Items);
        Assert.Empty(asked.Items);
        Assert.Equal("post-is-known", await RuleAsync(found, HttpStatusCode.NotFound));
        Assert.Equal("post-is-known", await RuleAsync(changed, HttpStatusCode.NotFound));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_a_community_writes_in_a_note_stands_nowhere_in_the_clear(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.KnowAsync("M1");
        await district.SetAsync(Post(id: "p1") with { Note = "Ask for Wang Planted 13800138000" });
        using var community = district.Community();
        await district.ClaimAsync("p1", "M1");
        await community.PostAsJsonAsync($"{Api}/posts/p1/close", new Closing(CloseReason.Other, "Wang Planted is ill"), Wire.Json);

        var stored = provider == "sqlite" ? FilesOf(district) : await ColumnsAsync(district);

        Assert.Contains("Reading with children", stored); // it can see
        Assert.DoesNotContain("Planted", stored);
        Assert.DoesNotContain("13800138000", stored);
    }

    static string FilesOf(District district) => string.Concat(Directory.GetFiles(district.DataFolder, "volunteering.db*").Select(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }));

    static Task<string> ColumnsAsync(District district) => district.StoreAsync(async db => string.Concat(await db.Database.SqlQuery<string>(
        $"""SELECT concat_ws('|', "Title", "Note", "CloseNote") AS "Value" FROM posts UNION ALL SELECT "Body" FROM outbox""").ToListAsync()));

    static Task<HttpResponseMessage> PutAsync(HttpClient caller, string? version, NewPost post)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, Api + "/posts/p1")
        {
            Content = JsonContent.Create(new PostTerms(post.Title, post.Places, post.Skills, post.Kind, post.From, post.Until, post.Note), options: Wire.Json),
        };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        return caller.SendAsync(request);
    }
}
