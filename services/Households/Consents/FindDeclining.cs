using Contracts;

namespace Households;

static class FindDeclining
{
    /// <summary>Ids of households that have refused to be contacted, or withdrawn that they may be. Who was not asked yet has not.</summary>
    public static IQueryable<string> DecliningContact(this HouseholdsStore db) =>
        db.ConsentStandings.Where(it => it.Scope == ConsentScope.Contact && it.Outcome != ConsentOutcome.Given).Select(it => it.Household);
}
