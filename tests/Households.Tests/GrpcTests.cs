using Contracts;
using Contracts.Households.V1;
using Defaults;
using Grpc.Core;
using Support;

namespace Households.Tests;

public sealed class GrpcTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_household_is_found_and_listed_without_anything_personal(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h2", area: Bureau.OtherStreet), Bureau.Row("h1", categories: "child;marginal", needs: "legal;medical"));
        using var channel = bureau.Service.Channel();
        var register = new HouseholdRegister.HouseholdRegisterClient(channel);
        var headers = bureau.Service.Headers(Role.CivilAffairs, "320102");
        Assert.Equal(
            new HouseholdReply { Id = "h1", Area = Bureau.First, Need = 57, Needs = { "medical", "legal" }, Categories = { "marginal", "child" }, Active = true, Version = 1 },
            await register.FindAsync(new FindHousehold { Id = "h1" }, headers));
        Assert.Equal(["h1", "h2"], await IdsAsync(""));
        Assert.Equal(["h2"], await IdsAsync("320102003000"));
        var wrong = await Assert.ThrowsAsync<RpcException>(() => IdsAsync("nowhere"));
        Assert.Equal((StatusCode.InvalidArgument, "area-code-form"), (wrong.StatusCode, wrong.Trailers.GetValue("rule")));

        async Task<List<string>> IdsAsync(string area)
        {
            using var call = register.List(new Contracts.Households.V1.ListHouseholds { Area = area }, headers);
            return await call.ResponseStream.ReadAllAsync().Select(it => it.Id).ToListAsync();
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Positions_come_in_packets_ordered_by_id_in_wgs_84_of_active_households_only(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync([.. Sample.Rows(1_200, seed: 6), Bureau.Row("z1", longitude: "", latitude: ""), Bureau.Row("Z", area: Bureau.OtherStreet, crs: "WGS-84")]);
        using (var http = bureau.CivilAffairs)
        using (var content = new StringContent("""{"reason":"other","on":"2026-03-10"}""", System.Text.Encoding.UTF8, "application/json"))
        using (await http.PostAsync("/api/v1/households/register/h000007/end", content)) { }
        using var channel = bureau.Service.Channel();
        var positions = new HouseholdPositions.HouseholdPositionsClient(channel);
        var packets = await ReadAsync("320102");
        var all = packets.SelectMany(it => it.Items).ToList();
        Assert.Equal([500, 500, 201], packets.Select(it => it.Items.Count));
        Assert.Equal(all.Select(it => it.Id).Order(StringComparer.Ordinal), all.Select(it => it.Id));
        Assert.DoesNotContain(all, it => it.Id == "h000007");
        Assert.False(all.Single(it => it.Id == "z1").HasLongitude || all.Single(it => it.Id == "z1").HasLatitude);
        Assert.Equal((118.8, 32.05), (all[0].Longitude, all[0].Latitude));

        var row = Sample.Rows(1_200, seed: 6)[41].Split(',');
        var declared = Coordinates.From(double.Parse(row[6]), double.Parse(row[7]), Crs.Gcj02);
        var answered = all.Single(it => it.Id == row[0]);
        Assert.True(declared.MetresTo(new Coordinates(answered.Longitude, answered.Latitude)) < 0.01);
        Assert.Equal("Z", Assert.Single((await ReadAsync("320102003")).SelectMany(it => it.Items)).Id);
        Assert.Equal(1_201, (await ReadAsync("")).Sum(it => it.Items.Count));
        Assert.Empty(await ReadAsync("11"));

        async Task<List<PositionPacket>> ReadAsync(string area)
        {
            using var call = positions.Read(new Contracts.Households.V1.ReadPositions { Area = area }, bureau.Service.Headers(Role.Service));
            return await call.ResponseStream.ReadAllAsync().ToListAsync();
        }
    }
}
