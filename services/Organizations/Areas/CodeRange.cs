using Defaults;

namespace Organizations;

/// <summary>All codes that begin with one prefix: <c>[From, Until)</c> in the order of bytes.</summary>
readonly record struct CodeRange(string From)
{
    /// <summary>The narrowest that spans all the codes; everything when there are none.</summary>
    public CodeRange(IEnumerable<string> codes) : this(codes.DefaultIfEmpty("").Aggregate(Shared)) { }

    public string Until => Scope.Until(From);

    /// <summary>The narrowest that spans this one and another.</summary>
    public CodeRange With(string prefix) => new(Shared(From, prefix));

    static string Shared(string one, string other)
    {
        var length = one.AsSpan().CommonPrefixLength(other);
        return length == one.Length ? one : one[..length];
    }
}
