namespace Households;

/// <summary>What for somebody sees personal values in full, or looks for a person by them (用途).</summary>
static class Purposes
{
    /// <summary>Rests on the household's consent; the others on a duty by statute.</summary>
    public const string Visit = "visit";

    /// <summary>走访、发放救助、信息核对、信访处理、突发救助.</summary>
    public static readonly IReadOnlyList<string> Codes = [Visit, "payment", "verification", "complaint", "emergency"];

    /// <summary>A service that asks where households are, to run a market; not for people.</summary>
    public const string Market = "market";
}
