using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Contracts.Households.V1;
using Defaults;

namespace Households;

/// <summary>
/// Households that come one a message, as the lines they would be in a list: so they are kept, known again, checked and reported
/// like lines, and the n-th household is line n. Of the same messages always the same bytes.
/// </summary>
sealed class PushedLines(IAsyncEnumerator<PushMessage> messages) : ReadOnlyStream
{
    // What stands in a message takes as little room in a line.
    static readonly JsonWriterOptions plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly ArrayBufferWriter<byte> line = new();
    int given;

    /// <exception cref="InvalidException">when a message is no household</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (given == line.WrittenCount)
        {
            if (!await messages.MoveNextAsync()) return 0;
            line.ResetWrittenCount();
            Write(messages.Current.Household ?? throw new InvalidException("household", "is-given"));
            given = 0;
        }
        var count = Math.Min(buffer.Length, line.WrittenCount - given);
        line.WrittenMemory.Slice(given, count).CopyTo(buffer);
        given += count;
        return count;
    }

    void Write(PushedHousehold household)
    {
        using (var json = new Utf8JsonWriter(line, plain))
        {
            json.WriteStartObject();
            Put(json, "id", household.Id);
            Put(json, "area", household.Area);
            Put(json, "asOf", household.AsOf);
            if (household.HasAddress) Put(json, "address", household.Address);
            if (household.HasLongitude) Put(json, "longitude", household.Longitude);
            if (household.HasLatitude) Put(json, "latitude", household.Latitude);
            if (household.HasCrs) Put(json, "crs", household.Crs);
            Put(json, "categories", household.Categories);
            Put(json, "needs", household.Needs);
            json.WriteStartArray("persons");
            foreach (var person in household.Persons) Put(json, person);
            json.WriteEndArray();
            if (household.End is { } end) Put(json, end);
            json.WriteEndObject();
        }
        line.Write("\n"u8);
    }

    static void Put(Utf8JsonWriter json, PushedPerson person)
    {
        json.WriteStartObject();
        Put(json, "role", person.Role);
        Put(json, "name", person.Name);
        if (person.HasIdNumber) Put(json, "idNumber", person.IdNumber);
        if (person.HasPhone) Put(json, "phone", person.Phone);
        if (person.HasBirth) Put(json, "birth", person.Birth);
        if (person.HasGender) Put(json, "gender", person.Gender);
        Put(json, "categories", person.Categories);
        json.WriteEndObject();
    }

    static void Put(Utf8JsonWriter json, PushedEnd end)
    {
        json.WriteStartObject("end");
        Put(json, "reason", end.Reason);
        Put(json, "on", end.On);
        json.WriteEndObject();
    }

    static void Put(Utf8JsonWriter json, string name, string value) => json.WriteString(name, value);

    static void Put(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>What is no number in JSON is a bad cell of its row.</summary>
    static void Put(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteString(name, "");
    }
}
