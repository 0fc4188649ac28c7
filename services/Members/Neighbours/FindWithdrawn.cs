namespace Members;

static class FindWithdrawn
{
    /// <summary>Those of these households that may be visited and called, and so proposed to somebody: all that have not said otherwise.</summary>
    public static IQueryable<HouseholdCopy> WithContact(this MembersStore db, IQueryable<HouseholdCopy> households) =>
        households.Where(it => !db.Contacts.Any(contact => contact.Id == it.Id && contact.IsWithdrawn));
}
