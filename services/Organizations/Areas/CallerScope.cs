using Defaults;

namespace Organizations;

/// <summary>Whether a caller answers for a division.</summary>
static class CallerScope
{
    public static bool Covers(this Caller caller, string area) =>
        caller.Reach == Reach.Area && area.StartsWith(caller.Area, StringComparison.Ordinal);
}
