namespace Households;

/// <summary>
/// How many households' data are right, by a stratified sample (Cochran, Sampling Techniques, 3rd edition, 5.3 and 5A.14):
/// p = Σ Wₕpₕ with Wₕ = Nₕ/N over the strata of which anybody was met, and the variance V = Σ Wₕ²(1 − mₕ/Nₕ)pₕ(1 − pₕ)/mₕ. The
/// interval is Wilson's with the effective sample size p(1 − p)/V (Korn and Graubard, Survey Methodology 24, 1998), and no
/// more than the 1 / Σ Wₕ²(1 − mₕ/Nₕ)/mₕ that the weights alone leave: a few who agree say nothing of how alike all are.
/// </summary>
/// <param name="Accuracy">0 to 1; null while nobody was met</param>
/// <param name="EffectiveSize">how many drawn one by one it is worth</param>
sealed record AccuracyEstimate(double? Accuracy, double? Low, double? High, double EffectiveSize)
{
    public static readonly AccuracyEstimate None = new(null, null, null, 0);

    public static AccuracyEstimate Of(IReadOnlyList<StratumCount> strata, int confidence)
    {
        var met = strata.Where(it => it.Met > 0).ToList();
        if (met.Count == 0) return None;
        var population = met.Sum(it => (double)it.Population);
        var (share, variance, weights) = (0d, 0d, 0d);
        foreach (var it in met)
        {
            var (weight, right, left) = (it.Population / population, (double)it.Right / it.Met, 1 - (double)it.Met / it.Population);
            share += weight * right;
            variance += weight * weight * left * right * (1 - right) / it.Met;
            weights += weight * weight * left / it.Met;
        }
        if (met.TrueForAll(it => it.Right == it.Met)) share = 1; // weights may add up to a little less or more
        var byWeights = weights > 0 ? 1 / weights : double.PositiveInfinity;
        var size = variance > 0 ? Math.Min(share * (1 - share) / variance, byWeights) : byWeights;
        var interval = Interval.Wilson(share, size, confidence);
        return new AccuracyEstimate(share, interval.Low, interval.High, double.IsPositiveInfinity(size) ? met.Sum(it => it.Met) : size);
    }
}

/// <param name="Population">households of the stratum when the sample was drawn</param>
/// <param name="Met">of those drawn of whom it was found out, and <paramref name="Right"/> of them whose data are right</param>
readonly record struct StratumCount(int Population, int Met, int Right);
