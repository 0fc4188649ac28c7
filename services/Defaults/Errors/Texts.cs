using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Defaults;

/// <summary>
/// The words for people, Chinese first and English second, from each project's embedded <c>Texts.json</c>:
/// <c>{ "rule-name": ["中文", "English"] }</c>. Services may share a process, so a rule has the same words in all of them.
/// </summary>
public static class Texts
{
    static readonly ConcurrentDictionary<string, string[]> all = new(StringComparer.Ordinal);

    static Texts() => Load(typeof(Texts).Assembly);

    /// <exception cref="InvalidOperationException">when the project says a rule in other words than one loaded before</exception>
    public static void Load(Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream("Texts.json")
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} embeds no Texts.json");
        foreach (var (name, words) in JsonSerializer.Deserialize<Dictionary<string, string[]>>(stream)!)
            Add(name, words);
    }

    internal static void Add(string name, string[] words)
    {
        if (!all.GetOrAdd(name, words).SequenceEqual(words)) throw new InvalidOperationException($"{name} has two different texts");
    }

    public static bool Has(string name) => all.ContainsKey(name);
    public static string Chinese(string name) => all.TryGetValue(name, out var words) ? words[0] : name;
    public static string English(string name) => all.TryGetValue(name, out var words) ? words[1] : name;

    /// <summary>Both languages on one line, as errors give them.</summary>
    public static string Of(string name) => all.TryGetValue(name, out var words) ? $"{words[0]} / {words[1]}" : name;
}
