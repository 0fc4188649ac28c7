namespace Members;

/// <summary>A pair of a run that did not stand before.</summary>
sealed record NewPair(string Household, string Member, int Stage, long DistanceDm);

/// <summary>A place of a household and a helper's seat that have become each other's.</summary>
readonly record struct TakenPlace(string Household, string Area, HelperNow Helper, int Stage, int Seat, long DistanceDm);

/// <summary>Places of households and seats of members that are open when a run is adopted, whatever it found open before.</summary>
sealed class OpenPlaces
{
    /// <summary>One who helps and takes no part in the market any more.</summary>
    static readonly HelperNow gone = new("", "", 0, "", []);

    readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    readonly Dictionary<string, HelperNow> helpers = new(StringComparer.Ordinal);
    readonly HashSet<(string Household, string Member)> closed = [];

    public void Add(string household, string area) => places.Add(household, new Place(household, area));

    public void Add(HelperNow helper) => helpers.Add(helper.Id, helper);

    /// <summary>The two are not to be paired.</summary>
    public void Close(string household, string member) => closed.Add((household, member));

    /// <summary>The two are paired. Said again, it is the same.</summary>
    public void Hold(string household, int stage, string member, int seat)
    {
        var helper = helpers.GetValueOrDefault(member);
        helper?.Hold(stage, seat);
        if (places.GetValueOrDefault(household) is { } place) place.Give(stage, helper ?? gone);
    }

    /// <summary>Helpers without anybody to help, in the order of their ids.</summary>
    public IEnumerable<HelperNow> Idle => helpers.Values.Where(it => it.IsIdle).OrderBy(it => it.Id, StringComparer.Ordinal);

    /// <summary>Takes the place and the member's lowest open seat, or null when they are gone.</summary>
    public TakenPlace? Take(NewPair pair)
    {
        if (!places.TryGetValue(pair.Household, out var place) || !helpers.TryGetValue(pair.Member, out var helper)) return null;
        if (!helper.HasRoom(pair.Stage) || !place.IsOpen(pair.Stage) || place.IsHelpedBy(helper) || closed.Contains((pair.Household, pair.Member))) return null;
        place.Give(pair.Stage, helper);
        return new(place.Household, place.Area, helper, pair.Stage, helper.Take(pair.Stage), pair.DistanceDm);
    }

    sealed class Place(string household, string area)
    {
        HelperNow? first, second;

        public string Household => household;
        public string Area => area;

        public bool IsOpen(int stage) => (stage == 1 ? first : second) is null;

        public bool IsHelpedBy(HelperNow helper) => first == helper || second == helper;

        public void Give(int stage, HelperNow helper)
        {
            if (stage == 1) first = helper;
            else second = helper;
        }
    }
}
