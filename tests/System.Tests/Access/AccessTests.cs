using System.Text;
using Xunit;
using Xunit.Abstractions;

namespace SystemTests;

/// <summary>Roles × own or another area × every endpoint, in one table; and no answer that shows what is another's.</summary>
public sealed class AccessTests(AccessWorld world, ITestOutputHelper output) : IClassFixture<AccessWorld>
{
    static readonly List<AccessRow> table = AccessRow.Read(Path.Combine(AppContext.BaseDirectory, "access.csv"));

    /// <summary>What an answer to a caller may never hold: anything of district B, and what in district A is not the caller's.</summary>
    static readonly Dictionary<string, string[]> strangers = new(StringComparer.Ordinal)
    {
        ["street"] = ["A2-H", "A2-C", "A2-书记"],
        ["organ"] = ["A-M2", "A-O2", "A2-H", "书记二"],
        ["community"] = ["A2-", "A-M2"],
        ["member"] = ["A-M2", "A-M3", "A2-H"],
        ["administrator"] = ["A1-H", "A2-H"],
    };

    /// <summary>Public reference data, and the service's own credentials: not a caller's view.</summary>
    // A key is random letters, in which anything may stand.
    static bool IsOpen(AccessRow row, string role) =>
        role == "service" || row.Path.Contains("/areas", StringComparison.Ordinal) || row.Path.EndsWith("/jwks.json", StringComparison.Ordinal);

    [Fact]
    public void Every_endpoint_has_a_row_and_every_row_an_endpoint()
    {
        var there = Endpoints.Of(world.Platform).ToHashSet(StringComparer.Ordinal);
        var listed = table.Select(row => row.Endpoint).ToHashSet(StringComparer.Ordinal);
        Assert.True(there.SetEquals(listed),
            $"without a row: {string.Join(", ", there.Except(listed))}\nwithout an endpoint: {string.Join(", ", listed.Except(there))}");
    }

    [Fact]
    public async Task Every_role_gets_its_status_and_sees_nothing_of_others()
    {
        var wrong = new StringBuilder();
        foreach (var row in table)
        foreach (var role in AccessRow.Roles)
        {
            var own = await AskAsync(row, role, ofOther: false);
            var other = await AskAsync(row, role, ofOther: true);
            if ($"{own.Status}/{other.Status}" != row.Expected[role])
                wrong.AppendLine($"{row.Endpoint} as {role}: {own.Status}/{other.Status}, not {row.Expected[role]}");
            foreach (var leak in Leaks(row, role, own, other)) wrong.AppendLine($"{row.Endpoint} shows {role} {leak}");
        }
        output.WriteLine($"{table.Count} endpoints, {table.Count * AccessRow.Roles.Length * 2} calls");
        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    /// <summary>A request that is no good says nothing of who may do what: the same would come back if nobody looked.</summary>
    [Fact]
    public void Whoever_may_call_an_endpoint_is_seen_to_get_past_the_form_of_the_request()
    {
        var unproven = table.Where(row => row.Expected[AccessRow.Anonymous].StartsWith("401", StringComparison.Ordinal))
            .SelectMany(row => AccessRow.Roles.Where(role => row.Expected[role].StartsWith("400", StringComparison.Ordinal)).Select(role => $"{row.Endpoint} as {role}"));
        Assert.Empty(unproven);
    }

    Task<Answer> AskAsync(AccessRow row, string role, bool ofOther)
    {
        var values = (ofOther ? row.Other : row.Own).Select(value => world.Value(value, ofOther)).ToArray();
        return world.AskAsync(row.Service, world.Tokens[role], row.Method, row.PathFor(values), world.Value(ofOther ? row.OtherBody : row.OwnBody, ofOther));
    }

    static IEnumerable<string> Leaks(AccessRow row, string role, Answer own, Answer other)
    {
        if (IsOpen(row, role)) yield break;
        foreach (var stranger in strangers.GetValueOrDefault(role, []).Append("B-").Append("B1-").Append("B2-"))
            if (own.Said.Contains(stranger, StringComparison.Ordinal) || other.Said.Contains(stranger, StringComparison.Ordinal) && !row.Other.Any(it => it.StartsWith(stranger, StringComparison.Ordinal)))
                yield return stranger;
    }
}
