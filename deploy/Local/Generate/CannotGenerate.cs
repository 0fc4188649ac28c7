namespace Local;

/// <summary>Why no lists can be made of what was given, by rule and in words, Chinese and English.</summary>
sealed class CannotGenerate(string rule, string message) : Exception(message)
{
    public string Rule { get; } = rule;

    public static void Unless(bool condition, string rule, string message)
    {
        if (!condition)
            throw new CannotGenerate(rule, message);
    }
}
