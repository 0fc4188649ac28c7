using System.Net;
using System.Net.Http.Json;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class ResealTests : IDisposable
{
    const string Number = "11010519491231002X";

    readonly string folder = Directory.CreateTempSubdirectory("pairing-test-").FullName;

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    string KeyFile => Path.Combine(folder, "sealing.key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Whatever is entered: a column that the service forgot to name as sealed would stay behind.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task Nothing_in_the_store_stays_under_the_old_key_but_the_notes_that_the_audit_log_is_chained_over(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider, builder => builder.Configuration["Sealing:KeyFile"] = KeyFile);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", idNumber: Number, phone: "13812345678", address: "梅园新村7号"), Bureau.Row("h3")));
        await bureau.PushAsync("2", Csv(Bureau.Row("h1", "李建国", phone: "13812345678"), Bureau.Row("h2", idNumber: Number), Bureau.Row("/")));
        await bureau.PushAsync("3", Csv(Bureau.Row("h2", idNumber: Number), Bureau.Row("h3", idNumber: Number)));
        await bureau.PostAsync("register/h1/reveal", new { purpose = "visit", fields = (string[])["phone"], note = "上门核实" });
        using (var http = bureau.System())
        using (var opened = await http.PostAsJsonAsync(Root, new { source = "welfare", number = "4", mode = "changes", asOf = "2026-03-10" }))
        using (var part = await http.PutAsync($"{opened.Headers.Location}/parts/1", Body(Csv(Bureau.Row("h4"))))) Assert.Equal(HttpStatusCode.OK, part.StatusCode);
        using (var entering = bureau.CivilAffairs)
        {
            entering.DefaultRequestHeaders.Add("Idempotency-Key", "one");
            using var entered = await entering.PostAsJsonAsync("/api/v1/households/register/h3/end", new { reason = "other", on = "2026-03-10" });
            Assert.Equal(HttpStatusCode.OK, entered.StatusCode);
        }
        var before = (await bureau.GetAsync("/api/v1/households/register/h1/timeline")).ToJsonString();
        File.SetLastWriteTimeUtc($"{KeyFile}.{KeyRing.Add(KeyFile)}", bureau.Time.GetUtcNow().UtcDateTime - KeyRing.Rest);

        await using var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var done = await scope.ServiceProvider.GetRequiredService<Reseal>().RunAsync(default);
        Assert.Equal(1, done.Left[1]);
        Assert.All((string[])["households", "persons", "former_states", "batch_parts", "batch_stretches", "parked_rows", "requests"], table => Assert.True(done.Rows[table] > 0, table));
        var db = scope.ServiceProvider.GetRequiredService<HouseholdsStore>();
        Assert.Equal(["audit.Note"], await SealedUnderAsync(db, 1));
        Assert.Equal(before, (await bureau.GetAsync("/api/v1/households/register/h1/timeline")).ToJsonString());
        Assert.True((await scope.ServiceProvider.GetRequiredService<VerifyAudit>().RunAsync(default)).Whole);
    }

    /// <summary>Columns of whichever table in which a value stands that opens and names this key.</summary>
    static async Task<IEnumerable<string>> SealedUnderAsync(HouseholdsStore db, byte key)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(it => it.GetTableName()).OfType<string>().Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                for (var at = 0; at < reader.FieldCount; at++)
                    if (IsSealedUnder(db.Sealing, reader.GetValue(at), key)) found.Add($"{table}.{reader.GetName(at)}");
        }
        return found;
    }

    static bool IsSealedUnder(Sealing sealing, object value, byte key)
    {
        var bytes = value as byte[] ?? (value is string text && text.Length > 38 && Convert.TryFromBase64String(text, new byte[text.Length], out _) ? Convert.FromBase64String(text) : []);
        return bytes.Length > 0 && bytes[0] == key && Record.Exception(() => sealing.OpenBytes(bytes)) is null; // else a hash, or something else that is not sealed
    }
}
