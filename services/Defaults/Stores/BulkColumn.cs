using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Defaults;

/// <summary>
/// A column of rows that are written in bulk, as the database takes it: sealed where it is sealed, and a version one more than
/// the row says. What reads it is compiled once for each property of a model, so that no value is boxed on its way.
/// </summary>
abstract class BulkColumn(string name, bool counts)
{
    static readonly ConcurrentDictionary<IProperty, BulkColumn> known = [];

    public string Name { get; } = name;

    /// <summary>Whether this is the version of what counts its changes.</summary>
    public bool Counts { get; } = counts;

    public static BulkColumn Of(IProperty property, StoreObjectIdentifier table) => known.GetOrAdd(property, (it, place) => Make(it, place), table);

    public abstract object? ValueOf(object row);

    public abstract Task WriteAsync(NpgsqlBinaryImporter writer, object row, CancellationToken stop);

    static BulkColumn Make(IProperty property, StoreObjectIdentifier table)
    {
        var counts = property.Name == nameof(IVersioned.Version) && typeof(IVersioned).IsAssignableFrom(property.DeclaringType.ClrType);
        var row = Expression.Parameter(typeof(object));
        Expression value = Expression.MakeMemberAccess(Expression.Convert(row, property.DeclaringType.ClrType), property.GetMemberInfo(forMaterialization: false, forSet: false));
        if (counts) value = Expression.Increment(value);
        if (property.GetTypeMapping().Converter is { } converter) value = Converted(value, converter.ConvertToProviderExpression);
        var plain = Nullable.GetUnderlyingType(value.Type) ?? value.Type;
        var kind = plain.IsValueType ? typeof(OfValues<>) : typeof(OfReferences<>);
        if (plain.IsValueType && plain == value.Type) value = Expression.Convert(value, typeof(Nullable<>).MakeGenericType(plain));
        var read = Expression.Lambda(value, row).Compile();
        return (BulkColumn)Activator.CreateInstance(kind.MakeGenericType(plain), property.GetColumnName(table)!, counts, read)!;
    }

    /// <summary>What is null stays null and is not converted.</summary>
    static Expression Converted(Expression value, LambdaExpression convert)
    {
        var given = convert.Parameters[0].Type;
        var converted = Expression.Invoke(convert, Nullable.GetUnderlyingType(value.Type) is not null && Nullable.GetUnderlyingType(given) is null ? Expression.Property(value, "Value") : value);
        if (value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null) return converted;
        var type = convert.ReturnType.IsValueType && Nullable.GetUnderlyingType(convert.ReturnType) is null ? typeof(Nullable<>).MakeGenericType(convert.ReturnType) : convert.ReturnType;
        return Expression.Condition(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Constant(null, type), Expression.Convert(converted, type));
    }

    sealed class OfValues<T>(string name, bool counts, Func<object, T?> read) : BulkColumn(name, counts) where T : struct
    {
        public override object? ValueOf(object row) => read(row);

        public override Task WriteAsync(NpgsqlBinaryImporter writer, object row, CancellationToken stop) =>
            read(row) is { } value ? writer.WriteAsync(value, stop) : writer.WriteNullAsync(stop);
    }

    sealed class OfReferences<T>(string name, bool counts, Func<object, T?> read) : BulkColumn(name, counts) where T : class
    {
        public override object? ValueOf(object row)
        {
            var value = read(row);
            NulRefusal.Check(value);
            return value;
        }

        public override Task WriteAsync(NpgsqlBinaryImporter writer, object row, CancellationToken stop)
        {
            var value = read(row);
            NulRefusal.Check(value);
            return value is null ? writer.WriteNullAsync(stop) : writer.WriteAsync(value, stop);
        }
    }
}
