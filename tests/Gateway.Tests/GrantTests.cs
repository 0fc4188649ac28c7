using Defaults;

namespace Gateway.Tests;

public sealed class GrantTests
{
    static GrantTests() => Texts.Load(typeof(GatewayService).Assembly);

    static readonly string[] people = [.. Role.All.Where(role => role != Role.Service).Order(StringComparer.Ordinal)];

    // Every pair of roles that nobody has together; each pair that is not here goes together.
    static readonly HashSet<(string, string)> apart = [.. Pairs("administrator",
            "auditor", "civil-affairs", "community", "department-system", "inspector", "member", "organ", "organization-department", "street", "work-committee"),
        .. Pairs("auditor",
            "civil-affairs", "civilization-office", "community", "department-system", "inspector", "member", "organ", "organization-department", "street", "work-committee"),
        .. Pairs("inspector", "community", "organ", "street"),
        .. Pairs("civil-affairs", "organization-department", "work-committee")];

    public static TheoryData<string, string, bool> AllPairs
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var one in people)
            {
                foreach (var other in people.Where(it => string.CompareOrdinal(it, one) > 0))
                    data.Add(one, other, !apart.Contains((one, other)) && !apart.Contains((other, one)));
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(AllPairs))]
    public void Two_roles_go_together_or_exclude_each_other(string one, string other, bool together)
    {
        foreach (var roles in new[] { new[] { one, other }, [other, one] })
        {
            if (together) Assert.Equal(2, Grant.Of(roles, "320102001001", "o1", "m1").Roles.Count);
            else Assert.Equal("roles-are-compatible", Assert.Throws<RefusedException>(() => Grant.Of(roles, "320102001001", "o1", "m1")).Rule);
        }
    }

    [Theory]
    [InlineData("role-is-given", "", "320102", null, null)]
    [InlineData("role-is-grantable", "service", "320102", null, null)]
    [InlineData("role-is-grantable", "service street", "320102", null, null)]
    [InlineData("role-has-its-claim", "work-committee", "", null, null)]
    [InlineData("role-has-its-claim", "organization-department", null, null, null)]
    [InlineData("role-has-its-claim", "inspector", "", null, null)]
    [InlineData("role-has-its-claim", "department-system", "", null, null)]
    [InlineData("role-has-its-claim", "organ", "320102", null, null)]
    [InlineData("role-has-its-claim", "member", "320102", null, null)]
    [InlineData("role-has-its-claim", "community", "320102001001", null, null)]
    [InlineData("role-has-its-claim", "community", "320102001", "c1", null)]
    [InlineData("role-has-its-claim", "community", "320102001000", "c1", null)]
    [InlineData("roles-are-compatible", "administrator work-committee", "320102", null, null)]
    public void A_grant_that_breaks_a_rule_is_refused_by_its_name(string rule, string roles, string? area, string? organization, string? member)
    {
        var refused = Assert.Throws<RefusedException>(() => Grant.Of(roles.Split(' ', StringSplitOptions.RemoveEmptyEntries), area, organization, member));
        Assert.Equal(rule, refused.Rule);
        Assert.True(Texts.Has(rule));
    }

    [Theory]
    [InlineData("roles", "code-is-known", "chief", "320102", null, null)]
    [InlineData("area", "area-form", "street", "3201020", null, null)]
    [InlineData("area", "area-form", "street", "32010a", null, null)]
    [InlineData("area", "area-form", "street", "020102", null, null)]
    [InlineData("area", "area-form", "street", "3201020010010", null, null)]
    [InlineData("area", "area-form", "street", "%", null, null)]
    [InlineData("organization", "id-form", "organ", "320102", "", null)]
    [InlineData("organization", "id-form", "organ", "320102", "a\u0000b", null)]
    [InlineData("member", "id-form", "member", "320102", null, "12345678901234567890123456789012345678901234567890123456789012345")]
    public void A_grant_of_the_wrong_form_names_the_field(string field, string rule, string role, string? area, string? organization, string? member)
    {
        var fault = Assert.Single(Assert.Throws<InvalidException>(() => Grant.Of([role], area, organization, member)).Faults.List);
        Assert.Equal((field, rule), (fault.Field, fault.Rule));
    }

    [Theory]
    [InlineData("320000000000", "32"), InlineData("320100000000", "3201"), InlineData("320102000000", "320102")]
    [InlineData("320102001000", "320102001"), InlineData("320102001001", "320102001001"), InlineData("320102", "320102")]
    public void An_area_is_kept_as_its_significant_prefix(string given, string kept)
    {
        Assert.Equal(kept, Grant.Of(["street"], given, null, null).Area);
    }

    [Fact]
    public void An_administrator_may_be_of_everywhere_and_roles_stand_once_and_in_order()
    {
        Assert.Equal("", Grant.Of(["administrator"], null, null, null).Area);
        Assert.Equal(["organization-department", "work-committee"],
            Grant.Of(["work-committee", "organization-department", "work-committee"], "32", null, null).Roles);
        Assert.Equal("area-in-scope", Assert.Throws<RefusedException>(() => Grant.Of(["street"], "320104", null, null).Within("320102")).Rule);
        Assert.Equal("area-in-scope", Assert.Throws<RefusedException>(() => Grant.Of(["administrator"], "", null, null).Within("320102")).Rule);
        Assert.Equal("320102001", Grant.Of(["street"], "320102001", null, null).Within("320102").Area);
    }

    static IEnumerable<(string, string)> Pairs(string one, params string[] others) => others.Select(other => (one, other));
}
