using Contracts;
using Defaults;

namespace Volunteering;

/// <summary>What a community says of a post, and may change while it is open.</summary>
/// <param name="Places">1 to 500</param>
/// <param name="Skills">codes of the list that needs and skills share</param>
/// <param name="Until">the last day; a shift has one, an open-ended post has none</param>
record PostTerms(
    string Title, int Places, IReadOnlyList<string> Skills, PostKind Kind, DateOnly From, DateOnly? Until = null, string? Note = null)
{
    const int longestTitle = 100;
    const int longestNote = 1_000;

    /// <summary>Adds every rule that is broken, with its field.</summary>
    /// <param name="before">skills that were named already</param>
    public void Check(Faults faults, DateOnly today, SkillList skills, IReadOnlyCollection<string> before)
    {
        if (Title.Trim().Length is 0 or > longestTitle) faults.Add(0, "title", "title-length");
        if (Text.HasForbidden(Title)) faults.Add(0, "title", "no-control-characters");
        if (HoldsNumber(Title)) faults.Add(0, "title", "title-names-nobody");
        if (Places is < 1 or > Post.MostPlaces) faults.Add(0, "places", "number-in-range");
        if (!Skills.All(skills.Codes.Contains)) faults.Add(0, "skills", "code-is-known");
        else if (!skills.MayBeNamed(Skills, before)) faults.Add(0, "skills", "skill-holds-today");
        if (Until < From) faults.Add(0, "until", "period-in-order");
        if (Until < today) faults.Add(0, "until", "until-not-past");
        if (Kind == PostKind.Shift && Until is null) faults.Add(0, "until", "shift-has-end");
        if (Kind == PostKind.OpenEnded && Until is not null) faults.Add(0, "until", "open-ended-has-no-end");
        CheckNote(faults, Note);
    }

    public static void CheckNote(Faults faults, string? note)
    {
        if (note?.Length > longestNote) faults.Add(0, "note", "note-length");
        if (Text.HasForbidden(note)) faults.Add(0, "note", "no-control-characters");
    }

    /// <summary>Whether somewhere in it stands what could be a phone or an identity number.</summary>
    static bool HoldsNumber(string title)
    {
        var start = 0;
        for (var at = 0; at <= title.Length; at++)
        {
            if (at < title.Length && (char.IsAsciiDigit(title[at]) || title[at] is '-' or ' ')) continue;
            var run = title[start..at].Trim(' ', '-');
            if (run.Count(char.IsAsciiDigit) >= 11 || Phones.IsWellFormed(run)) return true;
            start = at + 1;
        }
        return false;
    }
}

/// <summary>A post to be set.</summary>
/// <param name="Area">12-digit code of the community, inside the caller's area</param>
/// <param name="Community">id of the community's party organization, which is the caller's own</param>
/// <param name="Id">of the form of <see cref="IdForm"/>; one is made where none is given</param>
sealed record NewPost(
    string Title, string Area, string Community, int Places, IReadOnlyList<string> Skills, PostKind Kind, DateOnly From,
    DateOnly? Until = null, string? Note = null, string? Id = null) : PostTerms(Title, Places, Skills, Kind, From, Until, Note)
{
    public void Check(Faults faults, DateOnly today, SkillList skills, Caller caller)
    {
        if (Id is not null && !IdForm.IsKept(Id.Trim())) faults.Add(0, "id", "id-form");
        if (!AreaCode.IsWellFormed(Area) || AreaCode.LevelOf(Area) != AreaLevel.Community) faults.Add(0, "area", "area-is-community");
        else if (!Area.StartsWith(caller.Area, StringComparison.Ordinal)) faults.Add(0, "area", "area-in-scope");
        if (Community != caller.Organization) faults.Add(0, "community", "community-is-own");
        Check(faults, today, skills, before: []);
    }
}
