using Contracts;
using Contracts.Households;
using Contracts.Members;
using Contracts.Organizations;
using Contracts.Volunteering;

namespace Assessment;

/// <summary>A part of a fact that lies in one division.</summary>
/// <param name="Area">12-digit code, empty for what lies nowhere</param>
/// <param name="Body">a fact of the same type with the part's subjects only</param>
sealed record FactPart(string Area, int Subjects, object Body);

/// <summary>
/// How a fact of each type falls into parts, so that a district reads what is said of it and nothing of its neighbours: a
/// packet by the districts of its items, any other fact whole.
/// </summary>
static class FactParts
{
    static readonly Dictionary<Type, Func<object, IEnumerable<FactPart>>> all = new()
    {
        [typeof(AreasChanged)] = Packet<AreasChanged, AreaChange>(it => it.Items, it => it.Code, (it, items) => it with { Items = items }),
        [typeof(OrganizationsChanged)] =
            Packet<OrganizationsChanged, OrganizationChange>(it => it.Items, it => it.Area, (it, items) => it with { Items = items }),
        [typeof(CampaignChanged)] = Single<CampaignChanged>(it => it.AreaPrefix),
        [typeof(OrganizationPairingsChanged)] =
            Packet<OrganizationPairingsChanged, OrganizationPairingChange>(it => it.Items, it => it.Area, (it, items) => it with { Items = items }),
        [typeof(OrganizationRunFinished)] = Single<OrganizationRunFinished>(it => it.AreaPrefix),
        [typeof(MembersChanged)] = Packet<MembersChanged, MemberChange>(it => it.Items, it => it.Area, (it, items) => it with { Items = items }),
        [typeof(MemberPairingsChanged)] =
            Packet<MemberPairingsChanged, MemberPairingChange>(it => it.Items, it => it.Area, (it, items) => it with { Items = items }),
        [typeof(MemberRunFinished)] = Single<MemberRunFinished>(it => it.AreaPrefix),
        [typeof(HelpersLeftIdle)] = Packet<HelpersLeftIdle, IdleHelper>(it => it.Items, it => it.Area, (it, items) => it with { Items = items }),
        [typeof(HouseholdsLeftWaiting)] =
            Packet<HouseholdsLeftWaiting, WaitingHousehold>(it => it.Items, it => it.Area, (it, items) => it with { Items = items }),
        [typeof(HouseholdsChanged)] =
            Packet<HouseholdsChanged, HouseholdChange>(it => it.Items, it => it.Area, (it, items) => it with { Items = items }),
        [typeof(HouseholdsAnonymised)] =
            Packet<HouseholdsAnonymised, AnonymisedHousehold>(it => it.Items, it => it.Area, (it, items) => it with { Items = items }),
        [typeof(HouseholdConsentChanged)] =
            Packet<HouseholdConsentChanged, HouseholdConsentChange>(it => it.Items, it => it.Area, (it, items) => it with { Items = items }),
        [typeof(AidCodesChanged)] = Single<AidCodesChanged>(it => it.Area),
        [typeof(AuditAnchored)] = Single<AuditAnchored>(it => it.Area),
        [typeof(PostsChanged)] = Packet<PostsChanged, PostChange>(it => it.Items, it => it.Area, (it, items) => it with { Items = items }),
        [typeof(PostClaimed)] = Single<PostClaimed>(it => it.Area),
        [typeof(PostLeft)] = Single<PostLeft>(it => it.Area),
        [typeof(PostsOffered)] = Packet<PostsOffered, PostOffer>(it => it.Items, it => it.Area, (it, items) => it with { Items = items }),
    };

    /// <exception cref="InvalidOperationException">when the table above lacks the fact's type</exception>
    public static IReadOnlyList<FactPart> Of(object fact) => all.TryGetValue(fact.GetType(), out var parts)
        ? [.. parts(fact)]
        : throw new InvalidOperationException($"{fact.GetType().Name} is not in the table of facts");

    static Func<object, IEnumerable<FactPart>> Single<TFact>(Func<TFact, string> area) where TFact : class =>
        fact => [new FactPart(Code(area((TFact)fact)), 1, fact)];

    static Func<object, IEnumerable<FactPart>> Packet<TFact, TItem>(
        Func<TFact, IReadOnlyList<TItem>> items, Func<TItem, string> area, Func<TFact, IReadOnlyList<TItem>, TFact> with) where TFact : class =>
        fact => items((TFact)fact) is { Count: > 0 } all
            ? all.GroupBy(it => AreaCode.DistrictOf(Code(area(it))), StringComparer.Ordinal).OrderBy(district => district.Key, StringComparer.Ordinal)
                .Select(district => new FactPart(Narrowest([.. district.Select(it => Code(area(it)))]), district.Count(), with((TFact)fact, [.. district])))
            : [new FactPart("", 0, fact)];

    /// <summary>The codes lie in one district; perhaps in one street of it, perhaps in one community.</summary>
    static string Narrowest(IReadOnlyList<string> codes) =>
        codes.Distinct(StringComparer.Ordinal).Count() == 1 ? codes[0]
        : codes.Select(AreaCode.StreetOf).Distinct(StringComparer.Ordinal).Count() == 1 ? AreaCode.StreetOf(codes[0])
        : AreaCode.DistrictOf(codes[0]);

    /// <summary>A prefix as the code that it stands for.</summary>
    static string Code(string area) => area.Length == 0 ? "" : area.PadRight(AreaCode.Length, '0');
}
