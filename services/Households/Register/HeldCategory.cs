using Defaults;

namespace Households;

/// <summary>A category (困难类别) that holds for a household, or for one person of it, over a time.</summary>
sealed class HeldCategory : IInArea
{
    /// <summary>Stands for the household as a whole where a person's number would stand.</summary>
    public const int Everyone = 0;

    public string Household { get; private set; } = "";
    public int Person { get; private set; }
    public string Code { get; private set; } = "";
    public DateOnly ValidFrom { get; private set; }

    /// <summary>First day on which it no longer holds, null while it holds.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>The household's, kept in step with it.</summary>
    public string Area { get; private set; } = "";

    public bool Holds => ValidTo is null;

    /// <summary>Changed since it was read; for those who save past the change tracker.</summary>
    public bool IsUnsaved { get; private set; }

    public static HeldCategory Of(Household household, int person, string code, DateOnly from) =>
        new() { Household = household.Id, Person = person, Code = code, ValidFrom = from, Area = household.Area, IsUnsaved = true };

    public void EndOn(DateOnly day) => (ValidTo, IsUnsaved) = (day, true);

    /// <summary>Taken back on the day it began: it has held all the time.</summary>
    public void GoOn() => (ValidTo, IsUnsaved) = (null, true);

    public void MoveTo(string area) => (Area, IsUnsaved) = (area, true);
}
