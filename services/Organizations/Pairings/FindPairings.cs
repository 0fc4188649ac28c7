using System.Globalization;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Reads pairings, as far as the caller may see them.</summary>
sealed class FindPairings(OrganizationsStore db, FindCampaigns campaigns)
{
    /// <exception cref="MissingException">rule <c>pairing-is-known</c></exception>
    public async Task<Pairing> OneAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await db.Pairings.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "pairing-is-known");

    /// <summary>Of one campaign in the order of ids, behind a cursor; with <paramref name="past"/> those too that stand no longer.</summary>
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<IQueryable<Pairing>> ListAsync(string campaign, bool past, string? after, CancellationToken stop)
    {
        await campaigns.OneAsync(campaign, stop);
        return Of(campaign).Where(it => past || it.Until == null).Where(it => string.IsNullOrEmpty(after) || it.Id.CompareTo(after) > 0).OrderBy(it => it.Id);
    }

    /// <summary>Those that stand, in the order of organizations and seats.</summary>
    public IQueryable<Pairing> Standing(string campaign) =>
        Of(campaign).Where(it => it.Until == null).OrderBy(it => it.Organization).ThenBy(it => it.Community);

    IQueryable<Pairing> Of(string campaign) => db.Pairings.AsNoTracking().Where(it => it.Campaign == campaign);
}

/// <param name="DistanceM">metres, to the decimetre</param>
/// <param name="Status">proposed, confirmed, declined or ended</param>
/// <param name="Until">null while it stands</param>
sealed record PairingReply(
    string Id, string Campaign, string Run, string Organization, string Community, string Area, int Seat, double DistanceM, PairingStatus Status,
    DateTime Since, DateTime? Until, DateTime? OrganizationConfirmedAt, DateTime? CommunityConfirmedAt, string? Reason, long Version)
{
    public const string Header = "id,organization,community,area,seat,distance_m,status,since,until";

    public static PairingReply Of(Pairing it) => new(
        it.Id, it.Campaign, it.Run, it.Organization, it.Community, it.Area, it.Seat, it.DistanceDm / 10.0, it.Status,
        it.Since, it.Until, it.OrganizationConfirmedAt, it.CommunityConfirmedAt, it.Reason, it.Version);

    public static string Line(Pairing it) => CsvCell.Line(
        it.Id, it.Organization, it.Community, it.Area, it.Seat.ToString(CultureInfo.InvariantCulture), Metres.Of(it.DistanceDm),
        Wire.NameOf(it.Status), Time(it.Since), it.Until is { } until ? Time(until) : null);

    static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
