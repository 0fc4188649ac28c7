namespace Households;

/// <summary>Between what an accuracy lies with the confidence asked for; both from 0 to 1.</summary>
readonly record struct Interval(double Low, double High)
{
    /// <summary>Percent; each with its quantile of the normal distribution, two-sided.</summary>
    public static readonly IReadOnlyList<int> Confidences = [90, 95, 99];

    public static double Quantile(int confidence) => confidence switch
    {
        90 => 1.6448536269514722,
        95 => 1.959963984540054,
        _ => 2.5758293035489004,
    };

    /// <summary>
    /// Wilson's interval (Journal of the American Statistical Association 22, 1927): it stays within 0 and 1, and is none of
    /// nothing where all or none are right.
    /// </summary>
    /// <param name="share">that were found to be so</param>
    /// <param name="size">of how many, or of how many drawn one by one they are worth; infinite where everyone was asked</param>
    public static Interval Wilson(double share, double size, int confidence)
    {
        if (double.IsPositiveInfinity(size)) return new Interval(share, share);
        var square = Math.Pow(Quantile(confidence), 2) / size;
        var (middle, half) = (share + square / 2, Math.Sqrt(square * share * (1 - share) + square * square / 4));
        return new Interval(share == 0 ? 0 : (middle - half) / (1 + square), share == 1 ? 1 : (middle + half) / (1 + square)); // where both say the same but for the last digit
    }
}
