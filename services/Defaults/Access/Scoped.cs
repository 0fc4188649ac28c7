namespace Defaults;

/// <summary>
/// What a row says about where it belongs. Each stored type implements at least one of these, and
/// <see cref="Store"/> narrows every query by them; a type that implements none cannot be stored.
/// </summary>
public interface IScoped;

/// <summary>Belongs to a division: seen by those whose area's prefix it begins with.</summary>
public interface IInArea : IScoped
{
    /// <summary>12-digit division code.</summary>
    string Area { get; }
}

/// <summary>Belongs to a party organization: seen by it.</summary>
public interface IOfOrganization : IScoped
{
    string Organization { get; }
}

/// <summary>Belongs to a member: seen by the member.</summary>
public interface IOfPerson : IScoped
{
    string Person { get; }
}

/// <summary>Holds for a division and all below it (a campaign): seen by those inside it and those above it.</summary>
public interface IForArea : IScoped
{
    /// <summary>Significant prefix of a division code.</summary>
    string AreaPrefix { get; }
}

/// <summary>Offered to the organs and members of a division (a service post), who must see it to choose it.</summary>
public interface IOffered : IScoped
{
    /// <summary>Significant prefix of the division's code.</summary>
    string OfferedIn { get; }
}

/// <summary>Public reference data (divisions, coded lists): seen by every signed-in caller.</summary>
public interface IOpen : IScoped;

/// <summary>A copy or working row that only the service itself reads, never for a caller.</summary>
public interface IInternal : IScoped;

/// <summary>
/// Names the stored property that says what a scope interface asks, where the type has it under another name and
/// implements the interface explicitly: a member is the person that its own id names.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class SaidByAttribute(string asked, string property) : Attribute
{
    public string Asked { get; } = asked;
    public string Property { get; } = property;

    internal static string PropertyOf(Type type, string asked) =>
        type.GetCustomAttributes(typeof(SaidByAttribute), inherit: false).Cast<SaidByAttribute>().Single(it => it.Asked == asked).Property;
}

/// <summary>The range of codes that begin with a prefix, for <c>from &lt;= code and code &lt; until</c>.</summary>
public static class Scope
{
    /// <summary>A letter follows every digit in every collation that a database may have; a colon follows them in some only.</summary>
    public static string Until(string prefix) => prefix + "z";
}
