using System.Reflection;
using System.Text.RegularExpressions;

namespace Assessment.Tests;

/// <summary>The types of facts that an assembly holds, and a specimen of each.</summary>
static partial class ContractFacts
{
    /// <summary>Records in a service's own namespace that are not themselves part of another.</summary>
    public static IReadOnlyList<Type> In(IEnumerable<Type> types)
    {
        var records = types.Where(type => type is { IsPublic: true, IsSealed: true, IsClass: true }
            && type.GetMethod("<Clone>$") is not null && Owned().IsMatch(type.Namespace ?? "")).ToList();
        var parts = records.SelectMany(Parameters).SelectMany(it => Inside(it.ParameterType)).ToHashSet();
        return [.. records.Where(type => !parts.Contains(type)).OrderBy(type => type.FullName, StringComparer.Ordinal)];
    }

    /// <summary>One with something in every field, in the given area.</summary>
    public static object Specimen(Type type, string area) =>
        Activator.CreateInstance(type, [.. Parameters(type).Select(it => Value(it.ParameterType, it.Name!, area))])!;

    static object? Value(Type type, string name, string area) => type switch
    {
        _ when type == typeof(string) => name is "Area" or "Code" or "AreaPrefix" ? area : name.ToLowerInvariant(),
        _ when type == typeof(int) => 1,
        _ when type == typeof(long) => 1L,
        _ when type == typeof(bool) => true,
        _ when type == typeof(DateTime) => new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 3, 1),
        _ when Nullable.GetUnderlyingType(type) is not null => null,
        { IsGenericType: true } => List(type.GetGenericArguments()[0], name, area),
        _ => Specimen(type, area),
    };

    static Array List(Type item, string name, string area)
    {
        var list = Array.CreateInstance(item, 1);
        list.SetValue(Value(item, name, area), 0);
        return list;
    }

    static ParameterInfo[] Parameters(Type type) => type.GetConstructors().MaxBy(it => it.GetParameters().Length)!.GetParameters();

    static IEnumerable<Type> Inside(Type type) => type.IsGenericType ? type.GetGenericArguments().SelectMany(Inside).Append(type) : [type];

    [GeneratedRegex(@"^Contracts\.[A-Z][A-Za-z]+$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Owned();
}
