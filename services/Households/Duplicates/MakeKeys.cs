using System.Text.Json;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Makes the hashes of addresses, and of names with birth dates, for what was entered before there were such. Stretch by
/// stretch, each in a turn of its own, so that nobody changes a household meanwhile; it is no change of the household.
/// </summary>
sealed class MakeKeys(HouseholdsStore db, Keys keys)
{
    const int AtOnce = 2_000;

    public async Task RunAsync(CancellationToken stop)
    {
        while (await NextAsync(stop)) { }
    }

    async Task<bool> NextAsync(CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        // In the order of what they lack: its index has them together, and finds at once that there are none.
        var households = await db.Households.Where(it => it.AddressHash == null).OrderBy(it => it.AddressHash).Take(AtOnce)
            .Select(it => new { it.Id, it.Area, it.Address }).ToListAsync(stop);
        var ids = households.ConvertAll(it => it.Id);
        var persons = await db.Persons.Where(it => ids.Contains(it.Household)).Select(it => new { it.Household, it.Number, it.Name, it.Birth }).ToListAsync(stop);
        await PutPersonsAsync(JsonSerializer.Serialize(persons.Select(it => new PersonHash(it.Household, it.Number, keys.NameBirth(it.Name, it.Birth)))), stop);
        await PutHouseholdsAsync(JsonSerializer.Serialize(households.Select(it => new HouseholdHash(it.Id, keys.Address(it.Area, it.Address)))), stop);
        await turn.CommitAsync(stop);
        return households.Count == AtOnce;
    }

    Task PutHouseholdsAsync(string hashes, CancellationToken stop) => db.Database.IsNpgsql()
        ? db.Database.ExecuteSqlAsync($"""
            UPDATE households SET "AddressHash" = it."Hash" FROM json_to_recordset({hashes}::json) AS it("Id" text, "Hash" bigint) WHERE households."Id" = it."Id"
            """, stop)
        : db.Database.ExecuteSqlAsync($"""
            UPDATE households SET "AddressHash" = it.value ->> 'Hash' FROM json_each({hashes}) AS it WHERE households."Id" = it.value ->> 'Id'
            """, stop);

    Task PutPersonsAsync(string hashes, CancellationToken stop) => db.Database.IsNpgsql()
        ? db.Database.ExecuteSqlAsync($"""
            UPDATE persons SET "NameBirthHash" = it."Hash"
            FROM json_to_recordset({hashes}::json) AS it("Household" text, "Number" int, "Hash" bigint)
            WHERE persons."Household" = it."Household" AND persons."Number" = it."Number"
            """, stop)
        : db.Database.ExecuteSqlAsync($"""
            UPDATE persons SET "NameBirthHash" = it.value ->> 'Hash'
            FROM json_each({hashes}) AS it
            WHERE persons."Household" = it.value ->> 'Household' AND persons."Number" = it.value ->> 'Number'
            """, stop);

    sealed record HouseholdHash(string Id, long Hash);

    sealed record PersonHash(string Household, int Number, long? Hash);
}
