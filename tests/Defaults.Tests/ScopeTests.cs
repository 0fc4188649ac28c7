using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Support;

namespace Defaults.Tests;

public sealed class ScopeTests
{
    const string Plum = "320102002001";
    const string Pearl = "320102003001";
    const string Farm = "320104001201";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    /// <summary>Who asks, and what each sees: crates by area, desks by organization, badges by person or organization, plans for an area, signs, tallies.</summary>
    static readonly (string Who, Caller Caller, string Seen)[] book =
    [
        ("the community of Plum", Of(Role.Community, Plum), "crate-plum; ; ; plan-all plan-district plan-plum; sign; "),
        ("the community of Pearl", Of(Role.Community, Pearl), "crate-pearl; ; ; plan-all plan-district; sign; "),
        ("the street of Plum", Of(Role.Street, "320102002"), "crate-plum; ; ; plan-all plan-district plan-plum; sign; "),
        ("the district", Of(Role.CivilAffairs, "320102"), "crate-pearl crate-plum; ; ; plan-all plan-district plan-plum; sign; "),
        ("another district", Of(Role.CivilAffairs, "320104"), "crate-farm; ; ; plan-all plan-other; sign; "),
        ("the city", Of(Role.OrganizationDepartment, "3201"), "crate-farm crate-pearl crate-plum; ; ; plan-all plan-district plan-other plan-plum; sign; "),
        ("a place whose code begins alike", Of(Role.Community, "320102002"), "crate-plum; ; ; plan-all plan-district plan-plum; sign; "),
        ("an area nobody lives in", Of(Role.Street, "32010200"), "crate-pearl crate-plum; ; ; plan-all plan-district plan-plum; sign; "),
        ("an area role without an area", Of(Role.CivilAffairs, ""), "; ; ; ; ; "),
        ("an organ", Of(Role.Organ, "320102", "o1"), "; desk-1; badge-1 badge-3; plan-all plan-district plan-plum; sign; "),
        ("another organ", Of(Role.Organ, "320102", "o2"), "; desk-2; badge-2; plan-all plan-district plan-plum; sign; "),
        ("an organ without an area", Of(Role.Organ, "", "o1"), "; desk-1; badge-1 badge-3; ; sign; "),
        ("an organ without an organization", Of(Role.Organ, "320102"), "; ; ; ; ; "),
        ("a member", Of(Role.Member, "320102", "o1", "m1"), "; ; badge-1; plan-all plan-district plan-plum; sign; "),
        ("a member without a number", Of(Role.Member, "320102", "o1"), "; ; ; ; ; "),
        ("a stranger without a role", Of("guest", "320102", "o1", "m1"), "; ; ; ; ; "),
        ("nobody", Caller.Nobody, "; ; ; ; ; "),
        ("another service", Of(Role.Service, ""), "crate-farm crate-pearl crate-plum; ; ; plan-all plan-district plan-other plan-plum; sign; "),
        ("the service itself", Caller.System, "crate-farm crate-pearl crate-plum; ; ; plan-all plan-district plan-other plan-plum; sign; tally"),
    ];

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_caller_sees_what_belongs_to_it_and_nobody_sees_nothing(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await FillAsync(shop);
        foreach (var (who, caller, seen) in book)
            Assert.Equal($"{who}: {seen}", $"{who}: {await shop.InAsync(caller, SeenAsync)}");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_strangers_row_is_not_found_over_the_wire(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await FillAsync(shop);
        using var own = shop.Service.As(Role.Community, Plum);
        using var stranger = shop.Service.As(Role.Community, Pearl);
        Assert.Equal(HttpStatusCode.OK, (await own.GetAsync("/api/v1/shop/crates/crate-plum")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/api/v1/shop/crates/crate-plum")).StatusCode);
        Assert.DoesNotContain("crate-plum", await stranger.GetStringAsync("/api/v1/shop/crates"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_changed_or_removed_in_bulk_is_narrowed_too(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await FillAsync(shop);
        Assert.Equal(1, await shop.InAsync(Of(Role.Community, Plum), db => db.Crates.ExecuteUpdateAsync(change => change.SetProperty(it => it.Area, it => it.Area))));
        Assert.Equal(0, await shop.InAsync(Caller.Nobody, db => db.Crates.ExecuteDeleteAsync()));
    }

    [Fact]
    public async Task A_type_that_does_not_say_whom_it_belongs_to_cannot_be_stored()
    {
        await using var folder = await TestStore.MakeAsync("sqlite");
        var options = new DbContextOptionsBuilder<LawlessStore>().UseSqlite(new SqliteConnectionStringBuilder { DataSource = ":memory:" }.ToString()).Options;
        using var store = new LawlessStore(options, new StoreNeeds(Caller.System, TimeProvider.System, new Sealing(new KeyRing(Path.Combine(folder.Folder, "sealing.key"), TimeProvider.System))));
        var error = Assert.Throws<InvalidOperationException>(() => store.Model);
        Assert.StartsWith("Loot does not say whom it belongs to", error.Message, StringComparison.Ordinal);
    }

    static Caller Of(string role, string area, string? organization = null, string? member = null)
    {
        List<System.Security.Claims.Claim> claims = [new("sub", "tester"), new(Claim.Role, role), new(Claim.Area, area)];
        if (organization is not null) claims.Add(new(Claim.Organization, organization));
        if (member is not null) claims.Add(new(Claim.Member, member));
        return Caller.From(new(new System.Security.Claims.ClaimsIdentity(claims, "test")));
    }

    static Task<int> FillAsync(Shop shop) => shop.SaveAsync(db => db.AddRange(
        new Crate { Id = "crate-plum", Area = Plum }, new Crate { Id = "crate-pearl", Area = Pearl }, new Crate { Id = "crate-farm", Area = Farm },
        new Desk { Id = "desk-1", Organization = "o1" }, new Desk { Id = "desk-2", Organization = "o2" },
        // What a caller without an organization or a member might be taken for; it is nobody's to see.
        new Desk { Id = "desk-dash", Organization = "-" }, new Badge { Id = "badge-dash", Person = "-", Organization = "-" },
        new Desk { Id = "desk-none", Organization = "" }, new Badge { Id = "badge-none", Person = "", Organization = "" },
        new Badge { Id = "badge-1", Person = "m1", Organization = "o1" }, new Badge { Id = "badge-2", Person = "m2", Organization = "o2" },
        new Badge { Id = "badge-3", Person = "m3", Organization = "o1" },
        new Plan { Id = "plan-all", AreaPrefix = "" }, new Plan { Id = "plan-district", AreaPrefix = "320102" },
        new Plan { Id = "plan-plum", AreaPrefix = "320102002" }, new Plan { Id = "plan-other", AreaPrefix = "320104" },
        new Sign { Id = "sign" }, new Tally { Id = "tally" }));

    static async Task<string> SeenAsync(ShopStore db)
    {
        List<string[]> seen =
        [
            await db.Crates.Select(it => it.Id).ToArrayAsync(), await db.Desks.Select(it => it.Id).ToArrayAsync(),
            await db.Badges.Select(it => it.Id).ToArrayAsync(), await db.Plans.Select(it => it.Id).ToArrayAsync(),
            await db.Signs.Select(it => it.Id).ToArrayAsync(), await db.Tallies.Select(it => it.Id).ToArrayAsync(),
        ];
        return string.Join("; ", seen.Select(ids => string.Join(' ', ids.Order(StringComparer.Ordinal))));
    }

    sealed class Loot
    {
        public int Id { get; init; }
    }

    sealed class LawlessStore(DbContextOptions<LawlessStore> options, StoreNeeds needs) : Store(options, needs)
    {
        public DbSet<Loot> Loot => Set<Loot>();
    }
}
