using System.Collections.Immutable;

namespace Local;

/// <summary>
/// Settings that the applications of this process share, and that grow while they start: where each of them answers is
/// known only then. Each change is a new whole, so that nobody reads settings that somebody else is just writing.
/// </summary>
sealed class SharedSettings(IEnumerable<KeyValuePair<string, string?>> first) : IConfigurationSource
{
    readonly Lock gate = new();
    readonly List<Told> told = [];
    ImmutableDictionary<string, string?> all = ImmutableDictionary.CreateRange(StringComparer.OrdinalIgnoreCase, first);

    public string this[string key] => all[key]!;

    /// <summary>Tells all applications, those too that are started later.</summary>
    public void Set(string key, string value)
    {
        lock (gate)
        {
            all = all.SetItem(key, value);
            foreach (var provider in told) provider.Tell(all);
        }
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        lock (gate)
        {
            var provider = new Told();
            provider.Tell(all);
            told.Add(provider);
            return provider;
        }
    }

    sealed class Told : ConfigurationProvider
    {
        public void Tell(ImmutableDictionary<string, string?> settings) => Data = settings;

        /// <summary>What one application sets for itself is none of the others' settings.</summary>
        public override void Set(string key, string? value)
        {
        }
    }
}
