using System.Text;
using Xunit;

namespace SystemTests;

/// <summary>Planted names, numbers, phones and addresses are looked for wherever they must not be.</summary>
public sealed class SecretsTests
{
    [Fact]
    public async Task Planted_values_stand_in_no_database_file_no_log_and_no_fact()
    {
        using var folder = new Folder();
        var data = folder.Sub("data");
        using (var local = LocalProcess.Start("--data", data, "--port", "0", "--lists", Lists().WriteTo(folder.Sub("in"))))
        {
            local.Says("Ctrl-C");
            var served = new Served(data, local.Port);
            using var campaign = await served.AsAsync("organization-department");
            using var bureau = await served.AsAsync("civil-affairs");
            await AskForEverythingAsync(campaign, bureau);
            AssertNone(local.Output + local.Errors, "the terminal");
        }
        var files = Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).ToList();
        Assert.Contains(files, file => file.EndsWith("households.db", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("log.txt", StringComparison.Ordinal));
        foreach (var file in files) AssertNone(Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file)), file);
    }

    [Fact]
    public async Task Errors_name_the_field_and_never_the_value()
    {
        using var folder = new Folder();
        var lists = Lists();
        lists.Households.Add($"H9,欧阳慕白,110105194912310021,13800138000x,{SmallLists.One},示范路八十八弄,10,10,,nothing,nothing,never");
        lists.Members.Add($"M9,司徒清扬,440524188001010015,1390013,O9,{SmallLists.One},10,10,,juggling,99");
        using var local = LocalProcess.Start("pair", lists.WriteTo(folder.Sub("in")), "--out", folder.Sub("out"));
        Assert.Equal(2, await local.EndAsync());
        Assert.Contains("households.csv:4: id_number", local.Errors, StringComparison.Ordinal);
        AssertNone(local.Output + local.Errors, "the terminal");
        Assert.DoesNotContain("110105194912310021", local.Errors, StringComparison.Ordinal);
    }

    static SmallLists Lists()
    {
        var lists = new SmallLists();
        lists.Organizations[2] = "O1,第一机关党支部,organ,320102000000,,118.791,32.051,,1,诸葛亦真";
        lists.Members.Add($"M1,司徒清扬,440524188001010014,13900139000,O1,{SmallLists.One},118.79,32.05,,legal,1");
        lists.Households.Add($"H1,欧阳慕白,11010519491231002X,13800138000,{SmallLists.One},示范路八十八弄,118.79,32.05,,minimum-living,legal,2026-01-01");
        lists.Household("H2").Member("M2");
        lists.Exclusions.Add("M2,H1,有过纠纷一件");
        return lists;
    }

    /// <summary>Whatever is read or refused may be logged: read and refuse a good deal.</summary>
    static async Task AskForEverythingAsync(HttpClient campaign, HttpClient bureau)
    {
        foreach (var path in new[] { "/api/v1/members/register", "/api/v1/members/register/M1", "/api/v1/organizations/units/O1", "/api/v1/members/register/nobody" })
            await campaign.GetAsync(path);
        foreach (var path in new[] { "/api/v1/households/register", "/api/v1/households/register/H1", "/api/v1/households/register/nobody" })
            await bureau.GetAsync(path);
        using var bad = new StringContent("id,head\nH1,欧阳慕白\n", Encoding.UTF8, "text/csv");
        var refused = await bureau.PostAsync("/api/v1/households/register/import", bad);
        AssertNone(await refused.Content.ReadAsStringAsync(), "a problem");
    }

    static void AssertNone(string text, string where)
    {
        foreach (var value in Planted.All) Assert.False(text.Contains(value, StringComparison.OrdinalIgnoreCase), $"{where} holds a planted value ({value.Length} characters)");
    }
}
