using System.Security.Cryptography;
using System.Text;
using Contracts.Households;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Households.Tests;

/// <summary>Whatever somebody does to the table, or to the file beside it, is found.</summary>
public sealed class AuditChainTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    public static IEnumerable<object[]> Tampers =>
        from provider in TestStore.Providers
        from tamper in (string[][])
        [
            ["edited", """UPDATE audit SET "Subject" = 'somebody-else' WHERE "Number" = 3""", "3 audit-hashes-match"],
            ["edited in what was null", """UPDATE audit SET "Purpose" = 'visit' WHERE "Number" = 3""", "3 audit-hashes-match"],
            ["edited by moving a letter", """UPDATE audit SET "Kind" = 'writ', "Act" = 'eregister' WHERE "Number" = 3""", "3 audit-hashes-match"],
            ["deleted", """DELETE FROM audit WHERE "Number" = 3""", "3 audit-numbers-follow"],
            ["the first deleted", """DELETE FROM audit WHERE "Number" = 1""", "1 audit-numbers-follow"],
            ["swapped", """UPDATE audit SET "Number" = -4 WHERE "Number" = 4; UPDATE audit SET "Number" = 4 WHERE "Number" = 3; UPDATE audit SET "Number" = 3 WHERE "Number" = -4""", "3 audit-hashes-match"],
            ["truncated", """DELETE FROM audit WHERE "Number" > 3""", "4 audit-reaches-its-anchors"],
            ["all deleted", "DELETE FROM audit", "1 audit-reaches-its-anchors"],
            ["edited and chained anew", """UPDATE audit SET "Subject" = 'somebody-else' WHERE "Number" = 3; UPDATE audit SET "Number" = NULL, "Hash" = NULL""", "6 audit-anchors-hold"],
            ["deleted and chained anew", """DELETE FROM audit WHERE "Number" = 3; UPDATE audit SET "Number" = NULL, "Hash" = NULL""", "6 audit-reaches-its-anchors"],
        ]
        select (object[])[provider[0], .. tamper];

    [Theory, MemberData(nameof(Tampers))]
    public async Task What_is_altered_is_found_at_its_number(string provider, string how, string sql, string found)
    {
        Assert.NotEmpty(how);
        await using var bureau = await WithEntriesAsync(provider, 6);
        Assert.Equal("whole", await bureau.VerdictAsync());
        Assert.NotEqual(0, await bureau.AlterAsync(sql));
        await bureau.ChainAsync();
        Assert.Equal(found, await bureau.VerdictAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_written_after_the_end_was_cut_off_does_not_hide_it(string provider)
    {
        await using var bureau = await WithEntriesAsync(provider, 4);
        await bureau.AlterAsync("""DELETE FROM audit WHERE "Number" > 2""");
        foreach (var number in Enumerable.Range(5, 4)) await bureau.ImportAsync(Bureau.Row($"h{number}"));
        await bureau.AnchorAsync();
        Assert.Equal("4 audit-anchors-hold", await bureau.VerdictAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_entry_that_commits_late_is_chained_later_and_nobody_waits(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var late = await bureau.DoAsync<HouseholdsStore, AuditEntry>(db => Task.FromResult(AuditEntry.Of(db.NewId(), db.Now, db.Caller, new AuditedAct("write", "late", "register", "320102"), null)));
        bureau.Time.Pass(TimeSpan.FromSeconds(1));
        await bureau.ImportAsync(Bureau.Row("h1"));
        await bureau.ChainAsync();
        await bureau.DoAsync<HouseholdsStore, int>(db =>
        {
            db.Add(late);
            return db.SaveChangesAsync();
        });
        await bureau.ChainAsync();
        Assert.Equal(["late 2", "import 1"], (await bureau.AuditAsync()).Select(it => $"{it["act"]} {it["number"]}"));
        Assert.Equal("whole", await bureau.VerdictAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Many_who_write_at_once_are_chained_without_a_gap(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            await bureau.PostAsync("register/search", new { purpose = "visit", phone = "13812345678" });
            await bureau.ChainAsync();
        }));
        await bureau.ChainAsync();
        var verdict = await bureau.VerifyAsync();
        Assert.Equal("true 41 0", $"{verdict["whole"]} {verdict["entries"]} {verdict["waiting"]}");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_anchor_is_signed_outside_of_the_database_told_and_made_again_at_a_stop(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        await bureau.AnchorAsync();
        await Eventually.HoldsAsync(() => bureau.Told.Of<AuditAnchored>().Count > 0);
        await bureau.ImportAsync(Bureau.Row("h2"));
        await bureau.Service.StopAsync();

        var lines = (await File.ReadAllLinesAsync(Path.Combine(bureau.Store.Folder, "audit-anchors.ndjson"))).Select(line => AuditAnchor.Parse(line)!).ToList();
        Assert.Equal([1, 2], lines.Select(it => it.Number));
        Assert.All(lines, it => Assert.True(Holds(it, new AnchorFile(bureau.Service.Services.GetRequiredService<IConfiguration>()).Key.PublicKey)));
        Assert.False(Holds(lines[0] with { Number = 2 }, new AnchorFile(bureau.Service.Services.GetRequiredService<IConfiguration>()).Key.PublicKey));
        var told = bureau.Told.Of<AuditAnchored>()[0];
        Assert.Equal(("households", 1, lines[0].Hash, Bureau.Scope), (told.Service, told.Number, told.Hash, told.Area));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(bureau.Store.Folder, "audit.key")));
    }

    [Fact]
    public async Task An_anchor_is_made_once_a_minute_at_most()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        string[] Lines() => File.ReadAllLines(Path.Combine(bureau.Store.Folder, "audit-anchors.ndjson"));
        async Task WhenDueAsync()
        {
            await bureau.ChainAsync();
            await bureau.DoAsync<AnchorAudit, bool>(async anchor =>
            {
                await anchor.WhenDueAsync(CancellationToken.None);
                return true;
            });
        }
        await bureau.ImportAsync(Bureau.Row("h1"));
        await WhenDueAsync();
        await bureau.ImportAsync(Bureau.Row("h2"));
        await WhenDueAsync();
        Assert.Single(Lines());
        bureau.Time.Pass(TimeSpan.FromMinutes(1));
        await WhenDueAsync();
        bureau.Time.Pass(TimeSpan.FromMinutes(1));
        await WhenDueAsync();
        Assert.Equal(2, Lines().Length);
    }

    [Theory]
    [InlineData("\"number\":1", "\"number\":9")]
    [InlineData("\"service\"", "\"servant\"")]
    [InlineData("\"signature\":\"", "\"signature\":\"A")]
    public async Task A_line_of_the_file_that_is_not_signed_as_it_stands_is_found(string before, string after)
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        await bureau.ImportAsync(Bureau.Row("h1"));
        await bureau.AnchorAsync();
        var file = Path.Combine(bureau.Store.Folder, "audit-anchors.ndjson");
        var text = await File.ReadAllTextAsync(file);
        Assert.Contains(before, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(before, after, StringComparison.Ordinal));
        Assert.Equal(" audit-anchors-are-signed", await bureau.VerdictAsync());
    }

    [Fact]
    public async Task What_a_crash_left_of_a_line_is_no_fault_once_the_next_is_written()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        await bureau.ImportAsync(Bureau.Row("h1"));
        await bureau.AnchorAsync();
        await File.AppendAllTextAsync(Path.Combine(bureau.Store.Folder, "audit-anchors.ndjson"), "{\"service\":\"hou");
        await bureau.ImportAsync(Bureau.Row("h2"));
        await bureau.AnchorAsync();
        var verdict = await bureau.VerifyAsync();
        Assert.Equal("true 2 2", $"{verdict["whole"]} {verdict["anchors"]} {verdict["anchoredTo"]}");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_command_says_whether_the_log_is_whole_and_ends_accordingly(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        await bureau.AnchorAsync();
        Assert.Equal(0, await HouseholdsService.VerifyAuditAsync(bureau.Service.Services));
        await bureau.AlterAsync("""UPDATE audit SET "Times" = 2 WHERE "Number" = 1""");
        Assert.Equal(1, await HouseholdsService.VerifyAuditAsync(bureau.Service.Services));
    }

    /// <summary>A log of so many entries with anchors at the first and at the last: the clock stands still, so that the service makes no other.</summary>
    static async Task<Bureau> WithEntriesAsync(string provider, int count)
    {
        var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        await bureau.AnchorAsync();
        foreach (var number in Enumerable.Range(2, count - 1)) await bureau.ImportAsync(Bureau.Row($"h{number}"));
        await bureau.AnchorAsync();
        return bureau;
    }

    /// <summary>As somebody checks it who has the public key and the line alone.</summary>
    static bool Holds(AuditAnchor anchor, string pem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        var signed = Encoding.UTF8.GetBytes($"{anchor.Service}\n{anchor.Number}\n{anchor.Hash}\n{anchor.At}\n");
        return key.VerifyData(signed, Convert.FromBase64String(anchor.Signature), HashAlgorithmName.SHA256);
    }
}
