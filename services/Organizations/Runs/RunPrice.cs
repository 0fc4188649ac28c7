namespace Organizations;

/// <summary>
/// What a setting of the rules costs and gives, to be weighed against another's: whom it pairs, whose choices it grants, how
/// far it is, and how many would rather have each other. Distances are of all pairs, in metres.
/// </summary>
/// <param name="LeftOut">organizations of the wave without a community</param>
/// <param name="Short">organizations of the wave with fewer than they want</param>
/// <param name="Idle">communities without an organization</param>
/// <param name="Blocking">pairs of all rounds who would rather have each other: none where the rules ask for a stable outcome of one level</param>
/// <param name="MedianDistanceM">half of the pairs are no farther</param>
/// <param name="P99DistanceM">99 of 100 pairs are no farther</param>
sealed record RunPrice(
    int Pairs, int LeftOut, int Short, int Idle, SideChoices OrganizationChoices, SideChoices CommunityChoices, int Blocking,
    double MeanDistanceM, double MedianDistanceM, double P99DistanceM, double TotalDistanceM);

/// <summary>Choices of one side between those in the market, by what became of them.</summary>
sealed record SideChoices(int Granted, int NotGranted);
