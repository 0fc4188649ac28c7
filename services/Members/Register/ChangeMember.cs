using Contracts;
using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <param name="Skills">codes of the list that needs and skills share</param>
/// <param name="Seats">1 to 20</param>
/// <param name="InService">false once the member has left, which its organ says; that ends its pairings</param>
sealed record MemberChangeAsked(IReadOnlyList<string> Skills, int Seats, bool InService);

/// <summary>What a member, or its organ for it, may change.</summary>
sealed class ChangeMember(MembersStore db)
{
    /// <exception cref="MissingException">rule <c>member-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>organ-tells-who-is-in-service</c>, <c>skill-holds-today</c>, <c>seats-hold-standing-pairings</c></exception>
    public async Task<Member> RunAsync(string id, MemberChangeAsked asked, long version, CancellationToken stop)
    {
        var known = await db.SkillsAsync(stop);
        var faults = new Faults("");
        if (!asked.Skills.All(known.Codes.Contains)) faults.Add(0, "skills", "code-is-known");
        if (asked.Seats is < 1 or > Member.MostSeats) faults.Add(0, "seats", "seats-from-1-to-20");
        faults.ThrowIfAny();
        await using var turn = await Turn.TakeAsync(db, stop);
        var member = Missing.IfNull(await db.Members.SingleOrDefaultAsync(it => it.Id == id, stop), "member-is-known");
        ETag.Match(version, member.Version);
        Refused.Unless(db.Caller.Reach != Reach.Person || asked.InService == member.InService, "organ-tells-who-is-in-service");
        Refused.Unless(known.MayBeNamed(asked.Skills, member.Skills), "skill-holds-today");
        var standing = await db.Pairings.IgnoreQueryFilters().Where(it => it.Member == id && it.Until == null).ToListAsync(stop);
        Refused.Unless(!asked.InService || SeatsHold(asked.Seats, standing), "seats-hold-standing-pairings");
        var skills = Aid.InOrder(asked.Skills);
        if (member.Skills.SequenceEqual(skills) && member.Seats == asked.Seats && member.InService == asked.InService) return member;
        (member.Skills, member.Seats, member.InService) = (skills, asked.Seats, asked.InService);
        if (!member.InService)
        {
            foreach (var pairing in standing) pairing.End("member-left", null, db.Now);
            db.TellPairings(standing);
        }
        db.Announce(new MembersChanged([member.AsFact()]));
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return member;
    }

    static bool SeatsHold(int seats, List<Pairing> standing) =>
        standing.Where(it => it.Stage == 1).CountBy(it => it.Campaign).All(it => it.Value <= seats);
}
