namespace Households;

/// <summary>The fields of a household by their names: area, address, position, needs, categories, active, and of person n <c>persons[n].name</c> and so on.</summary>
static class Fields
{
    /// <summary>Those that are otherwise than before; all that say anything when there was nothing before.</summary>
    public static IEnumerable<string> Changed(HouseholdState? before, HouseholdState after)
    {
        var known = before is null ? [] : All(before).ToDictionary(it => it.Name, it => it.Value, StringComparer.Ordinal);
        return All(after).Where(it => it.Value != known.GetValueOrDefault(it.Name)).Select(it => it.Name);
    }

    static IEnumerable<(string Name, string? Value)> All(HouseholdState state)
    {
        yield return ("area", state.Area);
        yield return ("address", state.Address);
        yield return ("position", state.Position is null ? null : $"{state.Position} {state.Crs}");
        yield return ("needs", string.Join(';', state.Needs));
        yield return ("categories", state.Held);
        yield return ("active", state.Active ? "true" : $"{state.EndReason} {state.EndedOn:yyyy-MM-dd}");
        foreach (var person in state.Persons)
        {
            yield return ($"persons[{person.Number}].role", person.Role);
            yield return ($"persons[{person.Number}].name", person.Name);
            yield return ($"persons[{person.Number}].idNumber", person.IdNumber);
            yield return ($"persons[{person.Number}].phone", person.Phone);
            yield return ($"persons[{person.Number}].birth", person.Birth?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            yield return ($"persons[{person.Number}].gender", person.Gender);
        }
    }
}
