namespace Volunteering;

/// <summary>A service post as it goes out.</summary>
/// <param name="Area">12-digit code of the community</param>
/// <param name="Community">id of the community's party organization</param>
/// <param name="Taken">places claimed</param>
sealed record PostView(
    string Id, string Title, string Area, string Community, int Places, int Taken, IReadOnlyList<string> Skills, PostKind Kind,
    DateOnly From, DateOnly? Until, string? Note, PostState Status, DateTime? ClosedAt, CloseReason? ClosedFor, long Version)
{
    public static PostView Of(Post it) => new(
        it.Id, it.Title, it.Area, it.Community, it.Places, it.Taken, it.Skills, it.Kind,
        it.From, it.Until, it.Note, it.State, it.ClosedAt, it.ClosedFor, it.Version);
}
