using System.Text;
using Defaults;

namespace Households;

/// <summary>Two households, in no order (户对): the smaller id stands first, in the order of bytes as the store has it.</summary>
readonly record struct HouseholdPair
{
    HouseholdPair(string one, string other) => (One, Other) = (one, other);

    public string One { get; }
    public string Other { get; }

    /// <exception cref="InvalidException">rule <c>pair-is-of-two</c></exception>
    public static HouseholdPair Of(string one, string other) => Compare(one, other) switch
    {
        0 => throw new InvalidException("other", "pair-is-of-two"),
        < 0 => new HouseholdPair(one, other),
        _ => new HouseholdPair(other, one),
    };

    /// <summary>UTF-16 puts characters beyond U+FFFF before some that bytes put before them.</summary>
    public static int Compare(string one, string other) => Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));
}
