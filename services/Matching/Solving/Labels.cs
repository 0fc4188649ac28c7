namespace Matching;

/// <summary>
/// Labels that make a seat better for an asker who has them too: a common group (bonus), and a skill for a need. Each
/// label in use gets a tree of its own seats, so that the tree of all seats may be searched as if nothing matched.
/// </summary>
sealed class Labels
{
    readonly Stage stage;
    readonly int[] groupLabel, codeLabel;

    public Labels(Stage stage)
    {
        this.stage = stage;
        var casting = stage.Casting;
        var groups = 0;
        foreach (var side in (ReadOnlySpan<Side>)[casting.Askers, casting.Owners])
            foreach (var group in side.Groups.Items) groups = Math.Max(groups, group + 1);
        groupLabel = new int[casting.Terms.Bonus > 0 ? groups : 0];
        // When helpers ask, what is missed belongs to the seat, and the tree of all seats has no bound to gain from it.
        var skills = casting.ProposersAsk && (casting.AskMissing > 0 || casting.GiveMissing > 0);
        codeLabel = new int[skills ? casting.Market.Words * 64 : 0];
        NumberThoseAskedFor();
    }

    public int Count { get; private set; }

    bool Skills => codeLabel.Length > 0;

    /// <summary>Fills in the labels of an asker's groups, numbered from 1; 0 is the tree of all seats.</summary>
    public void GroupsOf(int asker, List<int> labels) => Groups(stage.Casting.Askers.Groups[stage.Asker[asker]], labels);

    /// <summary>Fills in the labels of an asker's needs.</summary>
    public void NeedsOf(int asker, List<int> labels) => Bits(stage.AskerCodes, asker, labels);

    /// <summary>Whether an asker needs anything that a skill could meet.</summary>
    public bool HasNeeds(int asker) => Skills && stage.AskerCodes.AsSpan(asker * stage.Casting.Market.Words, stage.Casting.Market.Words).ContainsAnyExcept(0UL);

    /// <summary>Fills in all labels that an owner's seats have and some asker asks for.</summary>
    public void OfOwner(int owner, List<int> labels)
    {
        Groups(stage.Casting.Owners.Groups[stage.Owner[owner]], labels);
        Bits(stage.OwnerCodes, owner, labels);
    }

    void NumberThoseAskedFor()
    {
        foreach (var asker in stage.Asker)
            foreach (var group in stage.Casting.Askers.Groups[asker])
                if (group < groupLabel.Length && groupLabel[group] == 0) groupLabel[group] = ++Count;
        var words = stage.Casting.Market.Words;
        var asked = new ulong[words];
        if (!Skills) return;
        for (var at = 0; at < stage.AskerCodes.Length; at++) asked[at % words] |= stage.AskerCodes[at];
        for (var code = 0; code < codeLabel.Length; code++)
            if ((asked[code / 64] >> (code % 64) & 1) != 0) codeLabel[code] = ++Count;
    }

    void Groups(ReadOnlySpan<int> groups, List<int> labels)
    {
        foreach (var group in groups)
            if (group < groupLabel.Length && groupLabel[group] > 0) labels.Add(groupLabel[group]);
    }

    void Bits(ulong[] codes, int who, List<int> labels)
    {
        if (!Skills) return;
        var words = stage.Casting.Market.Words;
        for (var word = 0; word < words; word++)
            for (var bits = codes[who * words + word]; bits != 0; bits &= bits - 1)
            {
                var label = codeLabel[word * 64 + System.Numerics.BitOperations.TrailingZeroCount(bits)];
                if (label > 0) labels.Add(label);
            }
    }
}
