using Contracts.Volunteering;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>A community sets a service post.</summary>
sealed class SetPost(VolunteeringStore db)
{
    /// <exception cref="InvalidException">with every fault of the input</exception>
    /// <exception cref="RefusedException">rule <c>post-id-is-new</c></exception>
    public async Task<PostView> SetAsync(NewPost asked, CancellationToken stop)
    {
        var faults = new Faults("");
        asked.Check(faults, db.Today, await db.SkillsAsync(stop), db.Caller);
        faults.ThrowIfAny();
        var id = asked.Id?.Trim() ?? db.NewId();
        var known = await db.Posts.IgnoreQueryFilters().AnyAsync(it => it.Id == id, stop);
        Refused.Unless(!known, "post-id-is-new");
        var post = Post.Set(id, asked.Community, asked.Area, asked, db.Now);
        db.Add(post);
        db.Announce(new PostsChanged([post.Told(post.Version + 1)]));
        await db.SaveChangesAsync(stop);
        return PostView.Of(post);
    }
}
