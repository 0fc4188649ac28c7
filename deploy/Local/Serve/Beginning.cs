using Contracts;
using Defaults;

namespace Local;

/// <summary>
/// Whether the data folder still has to be filled: <c>beginning.txt</c> says so from before the first row until after
/// the last pairing was adopted, so that a start after a crash goes on where it was.
/// </summary>
sealed class Beginning
{
    readonly DataFolder folder;
    readonly string marker;
    readonly string refused;

    public Beginning(DataFolder folder)
    {
        this.folder = folder;
        (marker, refused) = (folder.At("beginning.txt"), folder.At("refused.txt"));
        if (File.Exists(refused)) Empty();
        if (Directory.EnumerateFiles(folder.Path, "*.db").Any()) return;
        File.WriteAllText(marker, "filling\n");
    }

    public bool IsOpen => File.Exists(marker);

    /// <summary>The lists to fill it with: those given, or the demonstration district.</summary>
    public ListFolder Lists(string? given)
    {
        if (given is not null) return new ListFolder(given);
        var made = folder.At("demonstration");
        Demonstration.WriteTo(made);
        return new ListFolder(made);
    }

    /// <summary>The lists were refused: what landed of them is thrown away at the next start, so that nothing of them is kept.</summary>
    public void Refuse() => File.WriteAllText(refused, "refused\n");

    void Empty()
    {
        foreach (var file in Directory.EnumerateFiles(folder.Path).Where(file => file != folder.At("lock") && file != refused)) File.Delete(file);
        File.Delete(refused);
    }

    public void Close()
    {
        var made = folder.At("demonstration");
        if (Directory.Exists(made)) Directory.Delete(made, recursive: true);
        File.Delete(marker);
    }

    /// <summary>An account for each kind of caller, to try the platform with: the first of each in the lists.</summary>
    public static async Task<IReadOnlyList<LocalAccount>> OthersAsync(ListFolder lists, CancellationToken stop)
    {
        await using var stream = lists.Open("organizations.csv");
        var rows = (await CsvList.ReadAsync(stream, "organizations.csv", ListColumns.Of("organizations.csv"), stop)).Rows;
        await using var people = lists.Open("members.csv");
        var members = (await CsvList.ReadAsync(people, "members.csv", ListColumns.Of("members.csv"), stop)).Rows;
        var accounts = new List<LocalAccount>();
        foreach (var (user, role, kind) in new[] { ("organ", Role.Organ, "organ"), ("community", Role.Community, "community") })
            if (rows.Where(row => row["kind"] == kind).Select(row => (CsvRow?)row).FirstOrDefault() is { } row && AreaCode.IsWellFormed(row["area"]))
                accounts.Add(Accounts.New(user, role, row["area"], row["id"]));
        if (members.Count > 0 && AreaCode.IsWellFormed(members[0]["area"]))
            accounts.Add(Accounts.New("member", Role.Member, members[0]["area"], members[0]["organization"], members[0]["id"]));
        return accounts;
    }
}
