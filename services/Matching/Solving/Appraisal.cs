using System.Numerics;
using System.Runtime.CompilerServices;

namespace Matching;

/// <summary>What an asker and an owner think of each other but for the seat's penalty, measured exactly.</summary>
sealed class Appraisal(Stage stage)
{
    readonly Terms terms = stage.Casting.Terms;
    readonly int words = stage.Casting.Market.Words;
    readonly long radius = stage.Casting.Terms.Radius, bonus = stage.Casting.Terms.Bonus;
    readonly long askMissing = stage.Casting.AskMissing, giveMissing = stage.Casting.GiveMissing;
    readonly bool proposersAsk = stage.Casting.ProposersAsk;
    readonly bool needs = (stage.Casting.ProposersAsk ? stage.AskerCodes : stage.OwnerCodes).AsSpan().ContainsAnyExcept(0UL);

    /// <summary>Null when they are too far apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (long Ask, long Give)? Of(int asker, int owner, bool inGroup)
    {
        var distance = stage.Distance(asker, owner);
        if (distance > radius) return null;
        var shared = distance - (inGroup ? bonus : 0);
        if (!needs) return (shared, shared + stage.Bias(asker));
        var (missed, all) = Missed(asker, owner);
        return (shared + terms.Missing(askMissing, missed, all), shared + terms.Missing(giveMissing, missed, all) + stage.Bias(asker));
    }

    (int Missed, int All) Missed(int asker, int owner)
    {
        var (missed, all) = (0, 0);
        for (var word = 0; word < words; word++)
        {
            ulong mine = stage.AskerCodes[asker * words + word], its = stage.OwnerCodes[owner * words + word];
            var (wanted, skills) = proposersAsk ? (mine, its) : (its, mine);
            all += BitOperations.PopCount(wanted);
            missed += BitOperations.PopCount(wanted & ~skills);
        }
        return (missed, all);
    }
}
