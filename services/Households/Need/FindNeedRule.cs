using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Which need rule is in force: the store says it, so that all replicas say the same. Who scores households that are about to
/// be saved asks inside of its turn: a rule begins in a turn too, and whoever comes after it scores by it.
/// </summary>
sealed class FindNeedRule(HouseholdsStore db)
{
    // The rule is everybody's, of those too who have no area: the filter would hide it from them.
    IQueryable<NeedRuleVersion> All => db.NeedRules.IgnoreQueryFilters().AsNoTracking();

    public async Task<NeedRule> InForceAsync(CancellationToken stop) => (await All.SingleAsync(it => it.State == RuleState.InForce, stop)).Read();

    /// <summary>The one in force on a past day.</summary>
    /// <exception cref="MissingException">rule <c>rule-is-known</c></exception>
    public async Task<NeedRule> OnAsync(DateOnly day, CancellationToken stop) => Missing.IfNull(
        await All.Where(it => it.InForceOn <= day && (it.ReplacedOn == null || it.ReplacedOn > day)).OrderByDescending(it => it.InForceOn).ThenByDescending(it => it.Number)
            .FirstOrDefaultAsync(stop), "rule-is-known").Read();

    /// <exception cref="MissingException">rule <c>rule-is-known</c></exception>
    public async Task<NeedRuleView> OneAsync(int number, CancellationToken stop) =>
        NeedRuleView.Of(Missing.IfNull(await All.SingleOrDefaultAsync(it => it.Number == number, stop), "rule-is-known"), await RunsAsync(number, stop));

    /// <summary>Every version, the newest first; of what became of households only what is newest.</summary>
    public async Task<Page<NeedRuleView>> PageAsync(int? after, int? limit, CancellationToken stop)
    {
        var page = await All.Where(it => after == null || it.Number < after).OrderByDescending(it => it.Number).PageAsync(limit, it => $"{it.Number}", stop);
        return new Page<NeedRuleView>([.. page.Items.Select(it => NeedRuleView.Of(it, null))], page.Next);
    }

    Task<Rescoring?> RunsAsync(int number, CancellationToken stop) =>
        db.Rescorings.AsNoTracking().Where(it => it.Rule == number).OrderByDescending(it => it.QueuedAt).FirstOrDefaultAsync(stop);
}

/// <param name="State">proposed, adopted (waits for its day), in-force, replaced or withdrawn</param>
/// <param name="Rescoring">how far households have been scored by it, null before it is in force, and in a list</param>
sealed record NeedRuleView(
    NeedRule Rule, RuleState State, DateOnly From, string Reason, string ProposedBy, DateTime ProposedAt, string? DecidedBy, DateTime? DecidedAt,
    DateOnly? InForceOn, DateOnly? ReplacedOn, RescoringView? Rescoring)
{
    public static NeedRuleView Of(NeedRuleVersion it, Rescoring? run) => new(
        it.Read(), it.State, it.From, it.Reason, it.ProposedBy, it.ProposedAt, it.DecidedBy, it.DecidedAt, it.InForceOn, it.ReplacedOn,
        run is null ? null : new RescoringView(run.State, run.Progress, run.Looked, run.Changed));
}

/// <param name="Looked">households scored by the rule</param>
/// <param name="Changed">of these, how many got another score</param>
sealed record RescoringView(RunState State, int Progress, int Looked, int Changed);
