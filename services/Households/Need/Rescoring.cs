using Defaults;

namespace Households;

/// <summary>Every household is scored anew, since another need rule is in force; goes on where it was interrupted.</summary>
sealed class Rescoring : Run, IOpen
{
    /// <summary>Number of the rule.</summary>
    public required int Rule { get; init; }

    /// <summary>The household that was scored last; they are taken in the order of ids.</summary>
    public string Last { get; private set; } = "";

    public int Looked { get; private set; }

    /// <summary>How many got another score.</summary>
    public int Changed { get; private set; }

    public void Count(string last, int looked, int changed)
    {
        Last = last;
        Looked += looked;
        Changed += changed;
        GetFurther();
    }
}
