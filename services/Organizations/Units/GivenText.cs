using Defaults;

namespace Organizations;

/// <summary>Rules for text in a request; a list's cells follow the same ones.</summary>
static class GivenText
{
    /// <summary>The text without surrounding blanks; given, at most 1,000 characters, nothing that hides.</summary>
    public static string Text(this Faults faults, string field, string? text)
    {
        var given = text?.Trim() ?? "";
        if (given.Length == 0) faults.Add(0, field, "is-given");
        else if (given.Length > CsvList.MostCell) faults.Add(0, field, "cell-within-limit");
        else if (Contracts.Text.HasForbidden(given)) faults.Add(0, field, "no-control-characters");
        return given;
    }

    /// <summary>An id of the form of <see cref="IdForm"/>.</summary>
    public static string Id(this Faults faults, string field, string id)
    {
        if (!IdForm.IsKept(id)) faults.Add(0, field, "id-form");
        return id;
    }
}
