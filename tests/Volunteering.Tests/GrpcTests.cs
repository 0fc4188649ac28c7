using Contracts.Volunteering.V1;
using Defaults;
using Grpc.Core;
using Support;

namespace Volunteering.Tests;

/// <summary>Service posts as other services ask for them.</summary>
public sealed class GrpcTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Posts_are_found_and_listed_within_the_callers_area(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.SetAsync(District.First, id: "a");
        await district.SetAsync(District.Second, id: "b");
        using var channel = district.Service.Channel();
        var posts = new ServicePosts.ServicePostsClient(channel);
        var everywhere = district.Service.Headers(Role.Service);
        var first = district.Service.Headers(Role.Community, District.First, "C1");

        var found = await posts.FindAsync(new FindPost { Id = "a" }, everywhere);
        var unseen = await Assert.ThrowsAsync<RpcException>(async () => await posts.FindAsync(new FindPost { Id = "b" }, first));

        Assert.Equal(("a", "C1", District.First, 3, 0, "open", 1), (found.Id, found.Community, found.Area, found.Places, found.Taken, found.Status, found.Version));
        Assert.Equal(("flexible", "2026-03-01", ""), (found.Kind, found.From, found.Until));
        Assert.Equal(["schooling", "company"], found.Skills);
        Assert.Equal(StatusCode.NotFound, unseen.StatusCode);
        Assert.Equal(["a", "b"], await ListAsync(posts, new ListPosts(), everywhere));
        Assert.Equal(["b"], await ListAsync(posts, new ListPosts { Area = "320102002", Open = true }, everywhere));
        Assert.Equal(["b"], await ListAsync(posts, new ListPosts { Area = "320102002000" }, everywhere));
        Assert.Equal(["a"], await ListAsync(posts, new ListPosts(), first));
        Assert.Empty(await ListAsync(posts, new ListPosts { Area = District.Second }, first));
    }

    static async Task<List<string>> ListAsync(ServicePosts.ServicePostsClient posts, ListPosts asked, Metadata headers)
    {
        using var call = posts.List(asked, headers);
        var ids = new List<string>();
        await foreach (var post in call.ResponseStream.ReadAllAsync()) ids.Add(post.Id);
        return ids;
    }
}
