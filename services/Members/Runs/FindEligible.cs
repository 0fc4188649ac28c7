using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

static class FindEligible
{
    /// <summary>
    /// Those who may help in a part of a run by district: of an organization of that district, or, where the organization
    /// is of none of the districts (a city's organ), at home in it.
    /// </summary>
    /// <param name="districts">of all parts, each as long as <paramref name="district"/></param>
    public static IQueryable<Member> EligibleIn(this MembersStore db, CampaignCopy campaign, string district, IReadOnlyList<string> districts)
    {
        var (from, until, length) = (district, Scope.Until(district), district.Length);
        return db.EligibleOf(campaign).Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0
            || !districts.Contains(it.Area.Substring(0, length)) && it.Residence.CompareTo(from) >= 0 && it.Residence.CompareTo(until) < 0);
    }

    /// <summary>
    /// Those who may help in a campaign: the in-service members of organizations of its area and of the kinds that take
    /// part in one of its waves (批次). Read whoever asks: a run is of everybody in it.
    /// </summary>
    public static IQueryable<Member> EligibleOf(this MembersStore db, CampaignCopy campaign)
    {
        var (from, until) = (campaign.AreaPrefix, Scope.Until(campaign.AreaPrefix));
        var members = db.Members.IgnoreQueryFilters().Where(it => it.InService && it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
        if (campaign.Kinds.Length == 0) return members;
        var organizations = db.Organizations.Where(it => campaign.Kinds.Contains(it.Kind)).Select(it => it.Id);
        return members.Where(it => organizations.Contains(it.Organization));
    }
}
