namespace Contracts.Volunteering;

/// <summary>Service posts were set, changed or closed by communities.</summary>
public sealed record PostsChanged(IReadOnlyList<PostChange> Items);

/// <param name="Community">id of the community's party organization</param>
/// <param name="Taken">places claimed, never more than <paramref name="Places"/></param>
/// <param name="Status">open or closed</param>
public sealed record PostChange(string Id, string Community, string Area, int Places, int Taken, string Status, long Version);

/// <summary>A member claimed a place at a service post.</summary>
public sealed record PostClaimed(string Claim, string Post, string Member, string Organization, string Area, DateTime At);

/// <summary>A member left a service post.</summary>
public sealed record PostLeft(string Claim, string Post, string Member, string Organization, string Area, string Reason, DateTime At);

/// <summary>Members left idle by a run were offered service posts.</summary>
public sealed record PostsOffered(string Campaign, IReadOnlyList<PostOffer> Items);

public sealed record PostOffer(string Member, string Organization, string Post, string Area);
