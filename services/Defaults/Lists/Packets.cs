namespace Defaults;

public static class Packets
{
    /// <summary>What is handled at once of something longer: items in a fact, ids in a query.</summary>
    public const int Most = 500;
}
