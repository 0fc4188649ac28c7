using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>Which posts are asked for.</summary>
/// <param name="Area">a division's code, or the leading digits of one: posts in it and below</param>
/// <param name="Open">true: those still served; false: closed or over</param>
sealed record PostsAsked(string? Area, bool? Open);

/// <summary>Gives posts that the caller may see.</summary>
sealed class ReadPosts(VolunteeringStore db)
{
    /// <exception cref="MissingException">when there is none that the caller may see</exception>
    public async Task<PostView> FindAsync(string id, CancellationToken stop) =>
        PostView.Of(Missing.IfNull(await db.Posts.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "post-is-known"));

    public async Task<Page<PostView>> ListAsync(PostsAsked asked, string? after, int? limit, CancellationToken stop)
    {
        var rows = Asked(asked);
        if (after is not null) rows = rows.Where(it => it.Id.CompareTo(after) > 0);
        var page = await rows.OrderBy(it => it.Id).PageAsync(limit, it => it.Id, stop);
        return new Page<PostView>([.. page.Items.Select(PostView.Of)], page.Next);
    }

    /// <summary>The whole list, row by row.</summary>
    public IAsyncEnumerable<PostView> All(PostsAsked asked) => Asked(asked).OrderBy(it => it.Id).AsAsyncEnumerable().Select(PostView.Of);

    IQueryable<Post> Asked(PostsAsked asked)
    {
        var rows = db.Posts.AsNoTracking();
        if (!string.IsNullOrEmpty(asked.Area))
        {
            var from = AreaCode.Scope(asked.Area);
            var until = Scope.Until(from);
            rows = rows.Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
        }
        var today = db.Today;
        return asked.Open switch
        {
            true => rows.Where(it => it.State == PostState.Open && (it.Until == null || it.Until >= today)),
            false => rows.Where(it => it.State == PostState.Closed || it.Until < today),
            null => rows,
        };
    }
}
