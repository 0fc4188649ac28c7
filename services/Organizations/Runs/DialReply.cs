using Contracts;
using Defaults;

namespace Organizations;

/// <summary>A setting of the dial: the rules of a finished run, and what they cost and give.</summary>
/// <param name="Rules">null for runs of before, as is <paramref name="Price"/></param>
sealed record DialReply(string Run, string Wave, RunState State, DateTime? FinishedAt, PairingRules? Rules, RunPrice? Price)
{
    public static DialReply Of(PairingRun run) => new(run.Id, run.Wave, run.State, run.FinishedAt, run.Rules, run.Figures?.Price);
}
