using System.Globalization;
using System.Text.Json;
using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Assessment;

/// <summary>A line of the ledger as it goes out.</summary>
/// <param name="Area">code of the narrowest division that all subjects lie in</param>
sealed record LedgerLine(
    long Sequence, Guid Message, int Part, string Service, string Type, string Area, int Subjects, DateTime RecordedAt, JsonElement Fact);

/// <summary>Which lines are asked for.</summary>
/// <param name="Service">only those that this service told</param>
/// <param name="Type">only facts of this name</param>
sealed record LedgerAsked(string? Service, string? Type);

/// <summary>Gives the lines of the ledger that lie in the caller's area, in the order of recording.</summary>
sealed class ReadLedger(AssessmentStore db)
{
    public async Task<Page<LedgerLine>> ListAsync(LedgerAsked asked, long? after, int? limit, CancellationToken stop)
    {
        var page = await Asked(asked, after).PageAsync(limit, it => it.Sequence.ToString(CultureInfo.InvariantCulture), stop);
        return new Page<LedgerLine>([.. page.Items.Select(Line)], page.Next);
    }

    /// <summary>All that follows, row by row, with the facts as they were written.</summary>
    public IAsyncEnumerable<LedgerRow> All(LedgerAsked asked, long? after) => Asked(asked, after).AsAsyncEnumerable();

    IQueryable<LedgerRow> Asked(LedgerAsked asked, long? after)
    {
        var rows = db.Ledger.AsNoTracking();
        // What single households have said about their consent is for auditors; who coordinates sees it in figures only.
        if (!db.Caller.Roles.Contains(Role.Auditor)) rows = rows.Where(it => it.Type != nameof(HouseholdConsentChanged));
        if (asked.Service is not null) rows = rows.Where(it => it.Service == asked.Service);
        if (asked.Type is not null) rows = rows.Where(it => it.Type == asked.Type);
        if (after is not null) rows = rows.Where(it => it.Sequence > after);
        return rows.OrderBy(it => it.Sequence);
    }

    static LedgerLine Line(LedgerRow it) => new(
        it.Sequence, it.Message, it.Part, it.Service, it.Type, it.Area, it.Subjects, it.RecordedAt, JsonSerializer.Deserialize<JsonElement>(it.Body));
}
