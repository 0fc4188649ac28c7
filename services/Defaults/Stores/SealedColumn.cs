using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Defaults;

/// <summary>Says of a converter that what it stores is sealed, for who seals it anew under a newer key (<see cref="Reseal"/>).</summary>
public interface ISealedColumn
{
    /// <summary>Stays as it was first written, because a hash is taken of it.</summary>
    bool Stays { get; }
}

/// <summary>Clear in the program, sealed in the store.</summary>
public class SealedColumn<T>(Expression<Func<T, string>> seal, Expression<Func<string, T>> open) : ValueConverter<T, string>(seal, open), ISealedColumn
{
    public bool Stays => false;
}

/// <summary>Sealed in the program too, which opens it where it needs to.</summary>
public sealed class SealedThroughout<T>(bool stays = false) : ValueConverter<T, T>(it => it, it => it), ISealedColumn
{
    public bool Stays => stays;
}
