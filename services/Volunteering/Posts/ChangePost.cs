using Contracts.Volunteering;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>A community changes what it said of its post. A claim in between is a change too: then it reads again.</summary>
sealed class ChangePost(VolunteeringStore db)
{
    /// <exception cref="StaleException">when the post is no longer at <paramref name="version"/></exception>
    /// <exception cref="RefusedException">rules <c>post-is-open</c>, <c>places-cover-claims</c></exception>
    public async Task<PostView> ChangeAsync(string id, long version, PostTerms terms, CancellationToken stop)
    {
        var post = Missing.IfNull(await db.OwnPosts.SingleOrDefaultAsync(it => it.Id == id, stop), "post-is-known");
        ETag.Match(version, post.Version);
        var faults = new Faults("");
        terms.Check(faults, db.Today, await db.SkillsAsync(stop), post.Skills);
        faults.ThrowIfAny();
        post.Change(terms);
        db.Announce(new PostsChanged([post.Told(post.Version + 1)]));
        await db.SaveChangesAsync(stop);
        return PostView.Of(post);
    }
}
