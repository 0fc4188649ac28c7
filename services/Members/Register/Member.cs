using Contracts;
using Contracts.Members;
using Defaults;

namespace Members;

/// <summary>
/// An in-service party member (在职党员) in the register of its organization (党员名册). Name, ID number, phone and
/// position are sealed in the store and never leave it in the clear but for the name, to the member's own organization.
/// </summary>
[SaidBy(nameof(IOfPerson.Person), nameof(Id))]
sealed class Member : IInArea, IOfOrganization, IOfPerson, IVersioned
{
    public const int MostSeats = 20;

    public required string Id { get; init; }
    public required string Name { get; set; }

    /// <summary>Empty where the list did not give it.</summary>
    public string IdNumber { get; set; } = "";

    /// <summary>Keyed hash of the ID number, null where there is none.</summary>
    public string? IdNumberHash { get; set; }
    public string Phone { get; set; } = "";
    public required string Organization { get; set; }

    /// <summary>The division of the organization: who sees it, sees its members.</summary>
    public required string Area { get; set; }

    /// <summary>12-digit code of the community where the member lives (居住地社区).</summary>
    public required string Residence { get; set; }

    /// <summary>WGS-84; null means the centre of the community's known points.</summary>
    public Coordinates? Position { get; set; }

    /// <summary>Skills (特长), codes of the list that needs and skills share, in its order.</summary>
    public string[] Skills { get; set; } = [];

    /// <summary>How many households the member is ready to help.</summary>
    public int Seats { get; set; } = 1;
    public bool InService { get; set; } = true;
    public long Version { get; private set; }

    string IOfPerson.Person => Id;

    /// <summary>As it is told in the transaction that saves it, which counts its version up by one.</summary>
    public MemberChange AsFact() => new(Id, Organization, Residence, Skills, Seats, InService, Version + 1);
}
