namespace Matching;

/// <summary>
/// Whom the objective <c>nearest</c> chooses from: for each asker of a stage the owners among its k nearest, those among
/// whose k nearest it is, and the choices of either; each with the distance in decimetres. Nearly everyone finds a place
/// among the first few; the others are given all of their k nearest, and only then what is farther.
/// </summary>
sealed class NearOffers : IOffers
{
    const int MostFirst = 4, All = int.MaxValue;
    readonly Stage stage;
    readonly int k, few;
    readonly NearTree owners;
    readonly NearTree.Search?[] searches;
    // The first few of each asker; then all that are known of those who asked for more.
    readonly Offer[] first;
    readonly byte[] count;
    readonly Offer[]?[] known;
    readonly int[] unknown;
    FarOffers? far;
    NearTree.Search? any;
    volatile bool isWanted;

    public NearOffers(Stage stage, int k)
    {
        (this.stage, this.k, few) = (stage, k, Math.Min(k, MostFirst));
        owners = new(stage.OwnerPlace, stage.Plane, stage.OwnerOrder, stage.Slop, stage.Crew);
        searches = new NearTree.Search?[stage.Crew.Hands];
        var askers = stage.Asker.Length;
        (first, count, known, unknown) = (new Offer[(long)askers * few], new byte[askers], new Offer[]?[askers], new int[askers]);
        stage.Crew.Split(askers, (_, from, to) =>
        {
            var search = new NearTree.Search(owners, few, Casting.Terms.Radius);
            for (var asker = from; asker < to; asker++)
            {
                var found = Near(asker, search, All);
                count[asker] = (byte)found.Length;
                for (var at = 0; at < found.Length; at++) first[(long)asker * few + at] = To(found[at], asker);
                unknown[asker] = found.Length < few ? All : first[(long)asker * few + few - 1].Cost;
            }
        }, work: 20);
    }

    Casting Casting => stage.Casting;

    /// <summary>Whether any owner at all is within the radius, permitted or not.</summary>
    public bool HasAnyNear(int asker) => (any ??= new(owners, 1, Casting.Terms.Radius)).Of(stage.AskerPlace[asker], null).Length > 0;

    public ReadOnlySpan<Offer> Of(int asker) => known[asker] ?? first.AsSpan(asker * few, count[asker]);

    public long? LeastUnknown(int asker) => unknown[asker] == All ? null : unknown[asker];

    public bool Ask(int asker, long most, int hand, bool isAlone)
    {
        // A little farther than what is asked for, so that the same is not asked again at once.
        var upTo = (int)Math.Min(All, Math.Max(most, unknown[asker] + unknown[asker] / 2L));
        if (Of(asker).Length < k)
        {
            AskNear(asker, upTo, searches[hand] ??= new(owners, k, Casting.Terms.Radius));
            return true;
        }
        if (far is null)
        {
            isWanted = true;
            if (!isAlone) return false;
            Prepare();
        }
        (known[asker], unknown[asker]) = ([.. Of(asker), .. far!.Of(asker, Of(asker), unknown[asker], upTo, hand)], upTo);
        return true;
    }

    public void Prepare()
    {
        if (isWanted) far ??= new(stage, k, owners);
    }

    void AskNear(int asker, int upTo, NearTree.Search search)
    {
        var found = Near(asker, search, upTo - 1);
        var mine = known[asker] = new Offer[found.Length];
        for (var at = 0; at < mine.Length; at++) mine[at] = To(found[at], asker);
        unknown[asker] = mine.Length == k ? mine[^1].Cost : upTo > Casting.Terms.Radius ? All : upTo;
    }

    ReadOnlySpan<int> Near(int asker, NearTree.Search search, long within) =>
        search.Of(stage.AskerPlace[asker], Casting.HasBars ? owner => !stage.Bars(asker, owner) : null, within);

    Offer To(int owner, int asker) => new(owner, (int)stage.Distance(asker, owner));
}
