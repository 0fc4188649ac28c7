namespace Households;

/// <summary>What became of something that was said of a household.</summary>
enum Taken
{
    /// <summary>Known already.</summary>
    Nothing,

    /// <summary>Known already, and holds on a newer day too.</summary>
    Confirmed,
    Changed,
}
