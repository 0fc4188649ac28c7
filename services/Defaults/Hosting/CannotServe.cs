namespace Defaults;

/// <summary>Why a process cannot do its work: a rule about what it was given or what it found, with words for people.</summary>
/// <param name="rule">its name in <c>Texts.json</c></param>
/// <param name="place">what it is about (a setting, a server), never a secret; may be empty</param>
sealed class CannotServe(string rule, string place, Exception? inner = null) : Exception(rule, inner)
{
    public string Rule { get; } = rule;

    public override string ToString() => place.Length == 0 ? Texts.Of(Rule) : $"{Texts.Of(Rule)}: {place}";
}
