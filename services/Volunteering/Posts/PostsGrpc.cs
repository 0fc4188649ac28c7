using Contracts.Volunteering.V1;
using Defaults;
using Grpc.Core;

namespace Volunteering;

/// <summary>Service posts for other services, read only.</summary>
sealed class PostsGrpc(ReadPosts posts) : ServicePosts.ServicePostsBase
{
    public override async Task<PostReply> Find(FindPost request, ServerCallContext context) =>
        Reply(await posts.FindAsync(request.Id, context.CancellationToken));

    public override async Task List(ListPosts request, IServerStreamWriter<PostReply> responseStream, ServerCallContext context)
    {
        var asked = new PostsAsked(request.Area, request.Open ? true : null);
        await foreach (var post in posts.All(asked).WithCancellation(context.CancellationToken))
            await responseStream.WriteAsync(Reply(post), context.CancellationToken);
    }

    static PostReply Reply(PostView it) => new()
    {
        Id = it.Id,
        Community = it.Community,
        Area = it.Area,
        Title = it.Title,
        Places = it.Places,
        Taken = it.Taken,
        Status = Wire.NameOf(it.Status),
        Version = it.Version,
        Kind = Wire.NameOf(it.Kind),
        Skills = { it.Skills },
        From = $"{it.From:yyyy-MM-dd}",
        Until = $"{it.Until:yyyy-MM-dd}",
    };
}
