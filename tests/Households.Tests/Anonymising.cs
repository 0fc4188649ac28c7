using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Households.Tests;

/// <summary>Anonymising as two people of the bureau do it, and as the service does by itself.</summary>
static class Anonymising
{
    /// <summary>The state after it, or the rule by which it was refused.</summary>
    public static async Task<string> AnonymiseAsync(this Bureau bureau, string id, string subject, string reason = "本户申请", string area = "320102")
    {
        using var http = bureau.Service.As(Role.CivilAffairs, area, subject: subject);
        using var answer = await http.PostAsJsonAsync($"/api/v1/households/register/{id}/anonymise", new { reason });
        return Correcting.Told(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>All that is done by itself every half minute.</summary>
    public static Task RetainAsync(this Bureau bureau) => bureau.DoAsync<KeepRetention, bool>(async keep =>
    {
        foreach (var subject in await keep.SubjectsAsync(CancellationToken.None)) await keep.DoAsync(subject, CancellationToken.None);
        return true;
    });

    public static Task<AnonymisedVerdict> VerifyAnonymisedAsync(this Bureau bureau) =>
        bureau.DoAsync<VerifyAnonymised, AnonymisedVerdict>(verify => verify.RunAsync(CancellationToken.None));

    /// <summary>Every cell of every table, as it is stored and, where it is sealed, as it opens.</summary>
    public static async Task<string> OpenedAsync(this Bureau bureau)
    {
        await using var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var db = scope.ServiceProvider.GetRequiredService<HouseholdsStore>();
        var text = new StringBuilder();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(it => it.GetTableName()).OfType<string>().Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                for (var at = 0; at < reader.FieldCount; at++) Put(text.Append(table).Append('.').Append(reader.GetName(at)).Append(' '), db.Sealing, reader.GetValue(at)).Append('\n');
        }
        return text.ToString();
    }

    static StringBuilder Put(StringBuilder text, Sealing sealing, object value)
    {
        if (value is not byte[]) text.Append(value);
        var bytes = value as byte[] ?? (value is string said && Convert.TryFromBase64String(said, new byte[said.Length], out _) ? Convert.FromBase64String(said) : []);
        if (Opened(sealing, bytes) is not { } clear) return text;
        return text.Append(' ').Append(Encoding.UTF8.GetString(clear)).Append(' ').Append(Unpacked(clear));
    }

    /// <summary>Null for what is not sealed.</summary>
    static byte[]? Opened(Sealing sealing, byte[] bytes)
    {
        byte[]? clear = null;
        return Record.Exception(() => clear = sealing.OpenBytes(bytes)) is null ? clear : null;
    }

    /// <summary>Empty for what is not packed.</summary>
    static string Unpacked(byte[] clear)
    {
        var unpacked = "";
        using var text = new StreamReader(new DeflateStream(new MemoryStream(clear), CompressionMode.Decompress), Encoding.UTF8);
        return Record.Exception(() => unpacked = text.ReadToEnd()) is null ? unpacked : "";
    }
}
