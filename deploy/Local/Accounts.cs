using System.Security.Cryptography;
using System.Text.Json;
using Defaults;

namespace Local;

/// <summary>One account that this process made, with its password as a person may read it once.</summary>
sealed record LocalAccount(string User, string Password, string Role, string? Area, string? Organization, string? Member);

/// <summary>The three callers that import and run: who runs the campaign, who pushes households, who operates the platform.</summary>
/// <param name="Data">the data folder behind them</param>
sealed record FrontDoors(FrontDoor Campaign, FrontDoor Bureau, FrontDoor Operations, string Data) : IDisposable
{
    const long LeastRoom = 256 << 10;

    /// <summary>What happens behind the doors waits for room on the disk; whoever waits for that in turn says so instead.</summary>
    /// <exception cref="RefusedException">rule <c>store-has-room</c></exception>
    public void NeedRoom() => Refused.Unless(new DriveInfo(Data).AvailableFreeSpace >= LeastRoom, "store-has-room");

    public void Dispose()
    {
        Campaign.Dispose();
        Bureau.Dispose();
        Operations.Dispose();
    }
}

/// <summary>
/// The accounts of this data folder. Passwords are made at random, written to <c>sign-in.json</c> (readable by its owner
/// only) before the accounts are made, so that a crash between the two leaves nobody locked out.
/// </summary>
sealed class Accounts(DataFolder folder)
{
    const string File = "sign-in.json";
    static readonly JsonSerializerOptions readable = new(Wire.Json) { WriteIndented = true };

    /// <summary>Where the passwords stand.</summary>
    public string Path => folder.At(File);

    public bool Exist => System.IO.File.Exists(Path);

    /// <summary>Makes what is not there yet and signs in.</summary>
    public async Task<FrontDoors> EnsureAsync(Uri gateway, IReadOnlyList<LocalAccount> wanted, CancellationToken stop)
    {
        var kept = Exist ? Read() : Write(wanted);
        var (user, password) = FirstAdministrator();
        var operations = await FrontDoor.SignInAsync(gateway, user, password, stop);
        foreach (var account in kept)
        {
            try
            {
                await operations.PostAsync("/api/v1/accounts", new
                {
                    account.User, account.Password, Roles = new[] { account.Role }, account.Area, account.Organization, account.Member,
                }, stop);
            }
            catch (RefusedException refused) when (refused.Rule == "user-is-new")
            {
                // made before a crash: its password is the one in the file
            }
        }
        var campaign = kept.First(account => account.Role == Role.OrganizationDepartment);
        var bureau = kept.First(account => account.Role == Role.CivilAffairs);
        return new FrontDoors(
            await FrontDoor.SignInAsync(gateway, campaign.User, campaign.Password, stop),
            await FrontDoor.SignInAsync(gateway, bureau.User, bureau.Password, stop), operations, folder.Path);
    }

    /// <summary>The account that the gateway made at its first start.</summary>
    public (string User, string Password) FirstAdministrator()
    {
        var lines = System.IO.File.ReadAllLines(folder.At(Gateway.GatewayService.FirstAdministratorFile));
        return (lines[0], lines[1]);
    }

    public IReadOnlyList<LocalAccount> Read() =>
        JsonSerializer.Deserialize<List<LocalAccount>>(System.IO.File.ReadAllText(Path), Wire.Json)!;

    IReadOnlyList<LocalAccount> Write(IReadOnlyList<LocalAccount> accounts)
    {
        var fresh = $"{Path}.{Environment.ProcessId}";
        using (var stream = OwnFile.Create(fresh))
        {
            JsonSerializer.Serialize(stream, accounts, readable);
            stream.Flush(flushToDisk: true);
        }
        System.IO.File.Move(fresh, Path);
        return accounts;
    }

    public static LocalAccount New(string user, string role, string? area, string? organization = null, string? member = null) =>
        new(user, RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 20), role, area, organization, member);
}
