using Defaults;

namespace Households;

/// <summary>Chains and anchors the audit log while the service runs, and once more when it stops.</summary>
sealed class KeepAudit(ChainAudit chain, AnchorAudit anchor, RecordDenials denials) : IRegularWork
{
    static readonly IReadOnlyList<string> all = ["audit"];

    /// <summary>From the end of one look to the next.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(0.5);

    public Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken stop) => Task.FromResult(all);

    public async Task DoAsync(string subject, CancellationToken stop)
    {
        await denials.TellAsync(all: false, stop);
        await chain.RunAsync(stop);
        await anchor.WhenDueAsync(stop);
    }

    public async Task EndAsync(CancellationToken stop)
    {
        await denials.TellAsync(all: true, stop);
        await chain.RunAsync(stop);
        await anchor.RunAsync(stop);
    }
}
