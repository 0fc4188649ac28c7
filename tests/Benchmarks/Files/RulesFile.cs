using System.Text.Json;
using Matching;

namespace Benchmarks;

/// <summary>Reads <c>rules.json</c>: any of the rules by name, the others at their defaults.</summary>
static class RulesFile
{
    const string Name = "rules.json";

    public static Rules Read(string folder, FileFaults faults)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path)) return new();
        var bytes = File.ReadAllBytes(path).AsSpan();
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var reader = new Utf8JsonReader(bytes);
        try
        {
            return ReadObject(ref reader, bytes, faults);
        }
        catch (JsonException bad)
        {
            faults.Add(Name, (int)(bad.LineNumber ?? 0) + 1, "file", "file-is-json");
            throw new BadFilesException(faults);
        }
    }

    static Rules ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, FileFaults faults)
    {
        var rules = new Rules();
        HashSet<string> seen = [];
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            faults.Add(Name, 1, "file", "file-is-an-object");
            return rules;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, line) = (reader.GetString()!, 1 + bytes[..(int)reader.TokenStartIndex].Count((byte)'\n'));
            reader.Read();
            if (!seen.Add(name)) faults.Add(Name, line, name, "rule-is-given-once");
            if (With(rules, name, ref reader) is { } changed) rules = changed;
            else faults.Add(Name, line, name, IsKnown(name) ? $"{name}-is-{Kind(name)}" : "rule-is-known");
            reader.Skip();
        }
        while (reader.Read()) { }
        return rules;
    }

    static Rules? With(Rules rules, string name, ref Utf8JsonReader reader)
    {
        if (name == "secondPlace")
            return reader.TokenType is JsonTokenType.True or JsonTokenType.False ? rules with { SecondPlace = reader.GetBoolean() } : null;
        if (name == "objective")
            return reader.TokenType == JsonTokenType.String && Enum.TryParse<Objective>(reader.GetString(), ignoreCase: true, out var objective)
                && reader.ValueTextEquals(objective.ToString().ToLowerInvariant()) ? rules with { Objective = objective } : null;
        if (name == "radius" && reader.TokenType == JsonTokenType.Null) return rules with { Radius = null };
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var value)) return null;
        return name switch
        {
            "wProposer" => rules with { WProposer = value },
            "wAcceptor" => rules with { WAcceptor = value },
            "load" => rules with { Load = value },
            "need" => rules with { Need = value },
            "bonus" => rules with { Bonus = value },
            "radius" => rules with { Radius = value },
            "levels" when value is > int.MinValue and < int.MaxValue => rules with { Levels = (int)value },
            "k" when value is > int.MinValue and < int.MaxValue => rules with { K = (int)value },
            "choiceListLength" when value is > int.MinValue and < int.MaxValue => rules with { ChoiceListLength = (int)value },
            _ => null,
        };
    }

    static bool IsKnown(string name) => name is "wProposer" or "wAcceptor" or "load" or "need" or "bonus" or "radius"
        or "secondPlace" or "objective" or "levels" or "k" or "choiceListLength";

    static string Kind(string name) => name switch
    {
        "secondPlace" => "true-or-false",
        "objective" => "stable-or-nearest",
        _ => "a-whole-number",
    };
}
