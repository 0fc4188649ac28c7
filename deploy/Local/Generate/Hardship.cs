namespace Local;

/// <summary>Which hardships come together, and which needs come of them: weights by rule of thumb, no statistics of anywhere.</summary>
static class Hardship
{
    static readonly (string Category, int Percent)[] economic =
    [
        ("minimum-living", 45), ("marginal", 20), ("rigid-expenditure", 12), ("extreme-poverty", 7), ("", 16),
    ];

    static readonly (string Category, double Chance)[] further =
    [
        ("disability", 0.28), ("serious-illness", 0.24), ("elder-alone", 0.20), ("party-member", 0.10), ("child", 0.06),
    ];

    static readonly Dictionary<string, string[]> needsOf = new(StringComparer.Ordinal)
    {
        ["minimum-living"] = ["employment", "schooling", "medical", "errands"],
        ["extreme-poverty"] = ["elder-care", "medical", "repairs", "company"],
        ["marginal"] = ["employment", "schooling", "medical", "repairs"],
        ["rigid-expenditure"] = ["medical", "schooling", "legal"],
        ["party-member"] = ["company", "medical", "repairs"],
        ["disability"] = ["disability-care", "medical", "employment", "errands"],
        ["serious-illness"] = ["medical", "errands", "counselling"],
        ["elder-alone"] = ["elder-care", "company", "digital", "errands", "repairs"],
        ["child"] = ["child-care", "schooling", "counselling"],
        ["other"] = ["legal", "counselling", "employment"],
    };

    static readonly int[] economicTotals = Totals([.. economic.Select(item => item.Percent)]);

    /// <summary>One to four categories, in the order of the coded list's economic ones first.</summary>
    public static List<string> Categories(SeededRandom random)
    {
        var categories = new List<string>();
        var (first, _) = economic[random.Weighted(economicTotals)];
        if (first.Length > 0)
            categories.Add(first);
        foreach (var (category, chance) in further)
        {
            if (categories.Count < 4 && random.Chance(chance))
                categories.Add(category);
        }
        if (categories.Count == 0)
            categories.Add("other");
        return categories;
    }

    /// <summary>One to four needs, most of them such as the categories bring; one household in twenty has named none.</summary>
    public static List<string> Needs(IReadOnlyList<string> categories, SeededRandom random)
    {
        var needs = new List<string>();
        if (random.Chance(0.05))
            return needs;
        var likely = categories.SelectMany(category => needsOf[category]).Distinct(StringComparer.Ordinal).ToList();
        var count = random.Between(1, Math.Min(4, likely.Count));
        foreach (var index in random.Sample(count, likely.Count))
            needs.Add(likely[index]);
        return needs;
    }

    /// <summary>The ages that the categories allow the head of a household: a person living alone in old age is old.</summary>
    public static (int Youngest, int Oldest) Ages(IReadOnlyList<string> categories, SeededRandom random)
    {
        if (categories.Contains("elder-alone"))
            return (65, 97);
        if (categories.Contains("extreme-poverty"))
            return (60, 95);
        return random.Unit() switch
        {
            < 0.12 => (20, 34),
            < 0.60 => (35, 59),
            _ => (60, 92),
        };
    }

    public static int[] Totals(int[] weights)
    {
        var totals = new int[weights.Length];
        for (var (i, sum) = (0, 0); i < weights.Length; i++)
            totals[i] = sum += weights[i];
        return totals;
    }
}
