using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Support;
using Xunit.Abstractions;

namespace Interop.Tests;

/// <summary>Every method of every service, asked through the gateway with messages that were changed by chance.</summary>
[Collection(SharedWorld.Name)]
public sealed class MutationTests(SharedWorld shared, ITestOutputHelper output)
{
    const string Ok = "0", InvalidArgument = "3", DeadlineExceeded = "4", NotFound = "5", ResourceExhausted = "8";
    const string Watch = "/grpc.health.v1.Health/Watch";

    static readonly Dictionary<string, MethodDescriptor> contracts = new[]
    {
        Contracts.Organizations.V1.OrganizationsReflection.Descriptor, Contracts.Members.V1.MembersReflection.Descriptor,
        Contracts.Households.V1.HouseholdsReflection.Descriptor, Contracts.Volunteering.V1.VolunteeringReflection.Descriptor,
        Contracts.Assessment.V1.AssessmentReflection.Descriptor, Contracts.Health.V1.HealthReflection.Descriptor,
    }.SelectMany(file => file.Services).SelectMany(service => service.Methods).ToDictionary(it => $"/{it.Service.FullName}/{it.Name}", StringComparer.Ordinal);

    static int Count => Seed.Long ? 10_000 : 1_000;

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_message_changed_by_chance_is_answered_or_refused_and_the_platform_lives(string provider)
    {
        output.WriteLine($"seed {Seed.Value}, {Count} messages on {provider}");
        await using var own = provider == "postgres" ? null : await World.OpenAsync(provider);
        var world = own ?? shared.World;
        // Pushes are no service's to make; streams of them are changed by chance in Households.Tests.
        var methods = world.Methods.Where(it => !it.Contains(".HouseholdPushes/", StringComparison.Ordinal)).ToList();
        using var raw = new RawCall(world.Grpc, await TokenAsync(world));
        foreach (var method in methods) Assert.Equal((method, Ok), (method, (await AskAsync(raw, method, Good(world.Town, method))).Status));

        var wrong = new ConcurrentQueue<string>();
        var seen = new ConcurrentQueue<(string Kind, string Method, string Status)>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            var chance = new Random(unchecked(Seed.Value * 31 + number));
            var method = methods[number % methods.Count];
            var mutation = Mutation.Of(Message(world.Town, method), chance);
            var answer = await AskAsync(raw, method, mutation.Body, mutation.Encoding);
            seen.Enqueue((mutation.Kind, method, answer.Status));
            if (!IsRight(method, mutation, answer)) wrong.Enqueue($"{method} {mutation.Kind}: {answer.Status} {answer.Message} for {Short(mutation.Body)}");
        });

        foreach (var kind in seen.GroupBy(it => it.Kind).OrderBy(it => it.Key))
            output.WriteLine($"{kind.Key}: {string.Join(", ", kind.GroupBy(it => it.Status).Select(it => $"{it.Count()} × {it.Key}"))}");
        Assert.True(wrong.IsEmpty && world.Log.Errors.Count == 0, string.Join('\n', wrong.Concat(world.Log.Errors).Take(20)));
        Assert.Equal(Mutation.Kinds.Order(), seen.Select(it => it.Kind).Distinct().Order());
        foreach (var method in methods) Assert.True(seen.Count(it => it.Method == method && it.Status == InvalidArgument) > 5, $"{method} refused next to nothing: the mutations test nothing");
        foreach (var method in methods) Assert.Equal((method, Ok), (method, (await AskAsync(raw, method, Good(world.Town, method))).Status));
    }

    /// <summary>
    /// The message is refused, or it is a good one still. A good one may ask for something that is not there, which is then
    /// NOT_FOUND: a changed id is an id. Watching goes on until the deadline. Only what announces more bytes than a message
    /// may have is RESOURCE_EXHAUSTED, which the library says before it has read them.
    /// </summary>
    static bool IsRight(string method, Mutation mutation, RawCall.Answer answer) =>
        answer.Status is Ok or InvalidArgument or NotFound
        || method == Watch && answer.Status == DeadlineExceeded
        || mutation.Kind.StartsWith("a frame beyond", StringComparison.Ordinal) && answer.Status == ResourceExhausted;

    /// <summary>
    /// Watching has no end of its own, and a good request that is cut off by its deadline has been understood. The deadline is well
    /// after the first answer: the library loses one that comes at the very moment of it, and only the caller ends the call then.
    /// </summary>
    static async Task<RawCall.Answer> AskAsync(RawCall raw, string method, byte[] body, string? encoding = null)
    {
        var answer = await raw.SendAsync(method, body, encoding, milliseconds: method == Watch ? 300 : 0);
        return method == Watch && answer.Status == DeadlineExceeded ? answer with { Status = Ok } : answer;
    }

    static byte[] Good(Town town, string method)
    {
        var message = Message(town, method);
        return Mutation.Frame(message, message.Length);
    }

    /// <summary>A request that finds what is there, with every field given.</summary>
    static byte[] Message(Town town, string method)
    {
        var type = contracts[method].InputType;
        var request = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder()) field.Accessor.SetValue(request, field.Name switch
        {
            "id" => type.Name switch
            {
                "FindOrganization" => "O1",
                "FindMember" => "M1",
                "FindHousehold" => "H1",
                "FindPost" => town.Post,
                _ => throw new InvalidOperationException($"which id does {type.FullName} find?"),
            },
            "area" => Town.District,
            "organization" => "O1",
            "kind" => "organ",
            "campaign" => "campaign",
            "open" => true,
            "service" => "pairing.members.v1",
            _ => throw new InvalidOperationException($"what is a good {field.FullName}?"),
        });
        return request.ToByteArray();
    }

    /// <summary>Of a service, which may read everywhere.</summary>
    static async Task<string> TokenAsync(World world)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "members", ["client_secret"] = World.ServiceSecret });
        using var answer = await http.PostAsync(new Uri(world.Http, "/connect/token"), form);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    static string Short(byte[] body) => Convert.ToHexString(body.AsSpan(0, Math.Min(body.Length, 100)));
}
