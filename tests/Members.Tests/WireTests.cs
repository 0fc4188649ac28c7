using Contracts.Members.V1;
using Defaults;
using Grpc.Core;
using Support;

namespace Members.Tests;

public sealed class WireTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Other_services_read_the_register_and_the_pairings_within_the_callers_scope(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(District.Row("m1", skills: "legal", seats: "2"), District.Row("m2", organization: District.OtherOrgan));
        await district.EnterAsync((District.Household("h1"), new(118.8, 32.05)));
        await district.PairAsync();
        using var channel = district.Service.Channel();
        var register = new MemberRegister.MemberRegisterClient(channel);
        var one = await register.FindAsync(new FindMember { Id = "m1" }, district.Service.Headers(Role.Service));
        Assert.Equal(("m1", District.Organ, District.First, 2, true, 1L), (one.Id, one.Organization, one.Area, one.Seats, one.InService, one.Version));
        Assert.Equal(["legal"], one.Skills);
        Assert.Equal(["m1", "m2"], await Ids(register.List(new ListMembers(), district.Service.Headers(Role.Service))));
        Assert.Equal(["m2"], await Ids(register.List(new ListMembers { Organization = District.OtherOrgan }, district.Service.Headers(Role.Service))));
        Assert.Empty(await Ids(register.List(new ListMembers(), district.Service.Headers(Role.OrganizationDepartment, "320104"))));

        var pairings = new MemberPairings.MemberPairingsClient(channel);
        Assert.Equal(["h1 m1 1 proposed", "h1 m2 2 proposed"], (await Pairs(Role.Service)).Order());
        Assert.Equal(["h1 m2 2 proposed"], await Pairs(Role.Organ, District.Code, District.OtherOrgan));
        Assert.Empty(await Pairs(Role.Community, District.Second));

        async Task<List<string>> Pairs(string role, string area = "", string? organization = null)
        {
            var found = new List<string>();
            using var call = pairings.List(new ListMemberPairings { Campaign = District.Campaign }, district.Service.Headers(role, area, organization));
            await foreach (var it in call.ResponseStream.ReadAllAsync()) found.Add($"{it.Household} {it.Member} {it.Stage} {it.Status}");
            return found;
        }

        static async Task<List<string>> Ids(AsyncServerStreamingCall<Contracts.Members.V1.MemberReply> call)
        {
            var found = new List<string>();
            using (call)
                await foreach (var it in call.ResponseStream.ReadAllAsync()) found.Add(it.Id);
            return found;
        }
    }

    [Fact]
    public async Task A_stranger_or_a_wrong_role_is_not_let_in_and_what_is_not_seen_is_not_found()
    {
        await using var district = await District.OpenAsync("sqlite");
        await district.RegisterAsync(District.Row("m1"));
        using var channel = district.Service.Channel();
        var register = new MemberRegister.MemberRegisterClient(channel);
        Assert.Equal(StatusCode.Unauthenticated, await Status(null));
        Assert.Equal(StatusCode.PermissionDenied, await Status(district.Service.Headers(Role.Administrator, District.Code)));
        Assert.Equal(StatusCode.NotFound, await Status(district.Service.Headers(Role.OrganizationDepartment, "320104")));
        Assert.Equal(StatusCode.NotFound, await Status(district.Service.Headers(Role.Organ, District.Code, District.OtherOrgan)));
        Assert.Equal(StatusCode.OK, await Status(district.Service.Headers(Role.Organ, District.Code, District.Organ)));

        async Task<StatusCode> Status(Metadata? headers)
        {
            var error = await Record.ExceptionAsync(async () => await register.FindAsync(new FindMember { Id = "m1" }, headers));
            return error is null ? StatusCode.OK : Assert.IsType<RpcException>(error).StatusCode;
        }
    }
}
