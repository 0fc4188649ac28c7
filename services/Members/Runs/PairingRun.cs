using System.Security.Cryptography;
using System.Text;
using Contracts;
using Defaults;
using Matching;

namespace Members;

/// <summary>A run of the engine over the members and households of one campaign.</summary>
sealed class PairingRun : Run, IInArea
{
    public required string Campaign { get; init; }

    /// <summary>
    /// Significant prefix of the campaign's division. Seen by those whose area covers all of it: the figures and the proof
    /// speak of everybody in it.
    /// </summary>
    public required string Area { get; init; }

    /// <summary>All rules that it goes by: the campaign's as they were when it was queued, and its own in their place. Null for runs of before.</summary>
    public PairingRules? Rules { get; init; }

    /// <summary>
    /// A re-pairing: what stands within the campaign's area keeps its place only where it would come out again. Otherwise
    /// everything that stands is locked.
    /// </summary>
    public bool MayPart { get; init; }

    /// <summary>Started by the service itself for households that have come to need a helper since the campaign's first adoption.</summary>
    public bool Replacement { get; init; }

    /// <summary>Paired by parts, one for each district: what came out of them is this run's.</summary>
    public bool ByDistrict { get; init; }

    /// <summary>Tells what it looked at (<see cref="Members.Basis"/>); once something else is there, it is out of date. A run by district has its parts'.</summary>
    public string? Basis { get; set; }

    /// <summary>Null until the run is done.</summary>
    public RunFigures? Figures { get; set; }

    /// <summary>
    /// Its place among those of its campaign that were adopted, counted from 1 in the turn that adopts them: no clock tells
    /// which was the last. Null until it is adopted, and for a part.
    /// </summary>
    public int? AdoptedAs { get; set; }

    /// <summary>Null until it is adopted, for a part, and for what was adopted before anybody kept it.</summary>
    public Adoption? Adoption { get; set; }
}

/// <summary>What came of a run that was adopted.</summary>
/// <param name="Proposed">pairings that were proposed</param>
/// <param name="Kept">pairings that stood before and still stand</param>
/// <param name="Skipped">pairs of the run that are no longer possible: somebody left, moved away or is excluded since</param>
/// <param name="Parted">pairings that a re-pairing ended</param>
sealed record Adoption(int Proposed, int Kept, int Skipped, int Parted);

/// <summary>Of a replacement, what is said is of what it looked at, mostly a part of the market (<see cref="AskingMarket"/>).</summary>
/// <param name="Households">active households in the market</param>
/// <param name="Members">in-service members in the market</param>
/// <param name="Seats">households that they are ready to help, all together</param>
/// <param name="Paired">households with a first helper, standing pairings included</param>
/// <param name="Standing">pairings that stood before and kept their place, of either stage</param>
/// <param name="SecondPlaces">households with a second helper, standing pairings included</param>
/// <param name="LeftOut">households without a helper</param>
/// <param name="Idle">members without anybody to help</param>
/// <param name="MeanDistanceDm">of the first helpers, in decimetres</param>
/// <param name="P99DistanceDm">99 of 100 first helpers are no farther, in decimetres</param>
/// <param name="ChoicesMade">choices of both sides between those in the market</param>
/// <param name="ChoicesGranted">of these, those whose two were paired</param>
/// <param name="MutualFirst">pairs of a household and a member who were each other's first choice and free to be paired</param>
/// <param name="MutualFirstGranted">of these, those that were paired</param>
/// <param name="LeftOutReasons">households left out by coded reason</param>
/// <param name="Assumed">those on either side whose position is not known</param>
/// <param name="Price">null for runs of before</param>
sealed record RunFigures(
    int Households, int Members, long Seats, int Paired, int Standing, int SecondPlaces, int LeftOut, int Idle,
    long MeanDistanceDm, long P99DistanceDm, int ChoicesMade, int ChoicesGranted, int MutualFirst, int MutualFirstGranted,
    IReadOnlyDictionary<string, int> LeftOutReasons, int Assumed, int LoadingMs, int SolvingMs, int ProvingMs, RunPrice? Price = null);

/// <summary>What proves a run, as the JSON text that anyone may check it by.</summary>
sealed class RunProof : IInArea
{
    public required string Run { get; init; }
    public required string Area { get; init; }
    public required string Document { get; init; }

    /// <summary>Of the document, in hexadecimal digits; null for proofs of before.</summary>
    public string? Sha256 { get; init; }

    public static RunProof Of(PairingRun run, string document) => new() { Run = run.Id, Area = run.Area, Document = document, Sha256 = Hash(document) };

    public static string Hash(string document) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
}

/// <summary>A pair that a run found, or kept, with its reasons.</summary>
sealed class RunPair : IInArea, IRunRow
{
    public required string Run { get; init; }

    /// <summary>From 1, in the order of the households' ids (by their bytes), then stages.</summary>
    public required int Row { get; init; }
    public required string Household { get; init; }
    public required string Member { get; init; }
    public required string Organization { get; init; }

    /// <summary>The household's community.</summary>
    public required string Area { get; init; }
    public required int Seat { get; init; }
    public required int Stage { get; init; }
    public required long DistanceDm { get; init; }

    /// <summary>Rank of the member on the household's list, null when it is not on it.</summary>
    public required int? HouseholdRank { get; init; }
    public required int? MemberRank { get; init; }

    /// <summary>Needs that the member has a skill for, and those that it has none for.</summary>
    public required string[] Met { get; init; }
    public required string[] Missed { get; init; }

    /// <summary>Coded reasons, (<see cref="PairReasons"/>).</summary>
    public required string[] Why { get; init; }

    /// <summary>The pairing that stood before, null for a new pair.</summary>
    public required string? Standing { get; init; }
}

/// <summary>A pairing that stands, and that a re-pairing would end.</summary>
sealed class RunParting : IInArea, IRunRow
{
    public required string Run { get; init; }

    /// <summary>From 1, in the order of the households' ids, then stages.</summary>
    public required int Row { get; init; }
    public required string Pairing { get; init; }
    public required string Household { get; init; }
    public required string Member { get; init; }

    /// <summary>The household's community.</summary>
    public required string Area { get; init; }
    public required int Stage { get; init; }
}

/// <summary>Two who would rather have each other (阻碍对), because by levels the seat went to a household that would have been left out.</summary>
sealed class RunBlocking : IInArea, IRunRow
{
    public required string Run { get; init; }

    /// <summary>From 1, in the order of the households' ids, then the members'.</summary>
    public required int Row { get; init; }
    public required string Household { get; init; }
    public required string Member { get; init; }

    /// <summary>The household's community.</summary>
    public required string Area { get; init; }
    public required int Seat { get; init; }

    /// <summary>The household that holds the seat.</summary>
    public required string Holder { get; init; }

    /// <summary>How often it was promoted.</summary>
    public required int Level { get; init; }

    /// <summary>The engine's reason.</summary>
    public required string Reason { get; init; }
}

/// <summary>A household left out, or a member left idle.</summary>
sealed class RunLeft : IInArea, IRunRow
{
    public required string Run { get; init; }

    /// <summary>From 1: households first, each side in the order of its ids.</summary>
    public required int Row { get; init; }
    public required MarketSide Side { get; init; }
    public required string Subject { get; init; }

    /// <summary>The household's community, or the division of the member's organization.</summary>
    public required string Area { get; init; }
    public required string Reason { get; init; }
}

/// <summary>What became of a choice (选择).</summary>
sealed class RunChoice : IInArea, IRunRow
{
    public required string Run { get; init; }

    /// <summary>From 1: households first, each side in the order of who chose, then of ranks.</summary>
    public required int Row { get; init; }
    public required MarketSide Side { get; init; }
    public required string Chooser { get; init; }

    /// <summary>The household's community, or the division of the member's organization.</summary>
    public required string Area { get; init; }
    public required string Chosen { get; init; }
    public required int Rank { get; init; }
    public required bool Granted { get; init; }

    /// <summary>The engine's reason.</summary>
    public required string Reason { get; init; }

    /// <summary>Who holds the places in question, each with why: for those who run the campaign, not for the sides.</summary>
    public required IReadOnlyList<Precedence> CameFirst { get; init; }
}
