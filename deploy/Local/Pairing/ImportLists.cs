using System.Text.Json;
using Contracts;
using Defaults;

namespace Local;

/// <summary>One list sent: its rows and how long it took.</summary>
sealed record Sent(string File, int Rows, double Seconds, IReadOnlyList<ListedFault> Warnings);

/// <summary>
/// Sends a folder of lists through the gateway: areas and organizations first, since the others name them. Good rows
/// land; what is refused is collected over all lists, so that a person sees every bad row at once.
/// </summary>
sealed class ImportLists(FrontDoors doors, TimeProvider time)
{
    public const string Campaign = "campaign-1";
    public const string RulesFile = "rules.json";

    readonly List<ListedFault> faults = [];
    readonly List<Sent> sent = [];
    long count;

    /// <summary>What was refused, null when nothing was.</summary>
    public Refusal? Refusal => count > 0 ? new Refusal(faults, count) : null;

    public IReadOnlyList<Sent> Sent => sent;

    /// <param name="starts">the campaign's first day</param>
    /// <param name="progress">the list being sent and the share of it that has left</param>
    /// <returns>the campaign's id</returns>
    public async Task<string> RunAsync(
        KnownIds ids, DateOnly starts, IProgress<(string List, double Share)> progress, CancellationToken stop)
    {
        var lists = ids.Lists;
        var follow = new Consequences(lists);
        var settled = new Settled(doors);
        async Task SendAsync(FrontDoor door, string file, string path)
        {
            await using var stream = new CountedStream(lists.Open(file), share => progress.Report((file, share)));
            await TakeAsync(file, () => door.ImportAsync(path + "?partial=true", stream, stop), follow, line => line, stop);
            progress.Report((file, 1));
        }
        await SendAsync(doors.Operations, "areas.csv", "/api/v1/organizations/areas/import");
        await SendAsync(doors.Campaign, "organizations.csv", "/api/v1/organizations/units/import");
        var opened = await OpenCampaignAsync(lists, ids, starts, stop);
        await settled.WaitAsync(stop);
        await SendAsync(doors.Campaign, "members.csv", "/api/v1/members/register/import");
        await SendAsync(doors.Bureau, "households.csv", "/api/v1/households/register/import");
        await settled.WaitAsync(stop);
        if (!opened) return Campaign; // what belongs to a campaign has nowhere to go, and the rules are refused
        await SendChoicesAsync(lists, ids, follow, stop);
        progress.Report((ChoiceLists.Name, 1));
        if (lists.Has("exclusions.csv")) await SendAsync(doors.Campaign, "exclusions.csv", $"/api/v1/members/campaigns/{Campaign}/exclusions/import");
        await settled.WaitAsync(stop);
        return Campaign;
    }

    async Task SendChoicesAsync(ListFolder lists, KnownIds ids, Consequences follow, CancellationToken stop)
    {
        var choices = await ChoiceLists.ReadAsync(lists, ids, stop);
        Add(choices.Faults.Count, await follow.KeepAsync(ListedFault.From(choices.Faults), stop));
        foreach (var (part, service) in new[] { (choices.Organizations, "organizations"), (choices.Members, "members") })
        {
            if (part.Count == 0) continue;
            await using var stream = part.Open();
            var path = $"/api/v1/{service}/campaigns/{Campaign}/choices/import?partial=true";
            await TakeAsync(ChoiceLists.Name, () => doors.Campaign.ImportAsync(path, stream, stop), follow, part.LineOf, stop);
        }
    }

    /// <summary>False when <c>rules.json</c> is refused.</summary>
    async Task<bool> OpenCampaignAsync(ListFolder lists, KnownIds ids, DateOnly starts, CancellationToken stop)
    {
        var rules = ReadRules(lists);
        var deadline = starts.AddMonths(1);
        var asked = new
        {
            id = Campaign, name = "双结对、双提升", area = ids.Division, starts, dockingDeadline = deadline,
            waves = new[] { new { name = "第一批", kinds = new[] { "organ" }, starts, deadline } },
            organizationRules = rules.Organizations, memberRules = rules.Members,
        };
        try
        {
            await doors.Campaign.PostAsync("/api/v1/organizations/campaigns", asked, stop, key: Campaign);
            return true;
        }
        catch (ListRefused refused)
        {
            Add(refused.Faults.Count, [.. refused.Faults.Select(fault => fault with { File = RulesFile, Line = 1 })]);
            return false;
        }
    }

    BothRules ReadRules(ListFolder lists)
    {
        if (!lists.Has(RulesFile)) return new BothRules(null, null);
        try
        {
            using var stream = lists.Open(RulesFile);
            return JsonSerializer.Deserialize<BothRules>(stream, Wire.Json) ?? new BothRules(null, null);
        }
        catch (JsonException error)
        {
            var rule = "rules-are-readable";
            Add(1, [new ListedFault(RulesFile, (int)(error.LineNumber ?? 0) + 1, error.Path ?? "", rule, Texts.Of(rule))]);
            return new BothRules(null, null);
        }
    }

    async Task TakeAsync(string file, Func<Task<ImportReceipt>> send, Consequences follow, Func<int, int> lineOf, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        ImportReceipt receipt;
        try
        {
            receipt = await send();
        }
        catch (ListRefused refused)
        {
            receipt = new ImportReceipt(0, 0, 0, 0, refused.Faults.Count, refused.Faults, []);
        }
        var own = receipt.Errors.Select(fault => fault with { File = file, Line = lineOf(fault.Line) }).ToList();
        var kept = await follow.KeepAsync(own, stop);
        Add(receipt.Faults - (own.Count - kept.Count), kept);
        sent.Add(new Sent(file, receipt.Rows, time.GetElapsedTime(started).TotalSeconds, receipt.Warnings));
    }

    void Add(long all, IReadOnlyList<ListedFault> listed)
    {
        count += all;
        faults.AddRange(listed.OrderBy(fault => fault.Line).Take(Defaults.Faults.Listed - faults.Count));
    }

    sealed record BothRules(PairingRules? Organizations = null, PairingRules? Members = null);
}
