using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Defaults;

/// <summary>
/// No text with U+0000 is sent to a store. PostgreSQL has no such text and refuses it, but only amid the exchange with its
/// driver, and the connection was seen to be out of step with it afterwards, at the cost of the next caller; SQLite would take it.
/// </summary>
sealed class NulRefusal : DbCommandInterceptor
{
    public static readonly NulRefusal Instance = new();

    /// <exception cref="InvalidException">rule <c>no-control-characters</c></exception>
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters) Check(parameter.Value);
        return result;
    }

    /// <summary>For those who write past EF.</summary>
    /// <exception cref="InvalidException">rule <c>no-control-characters</c></exception>
    public static void Check(object? value)
    {
        if (HoldsNul(value)) throw new InvalidException("", "no-control-characters");
    }

    static bool HoldsNul(object? value) => value switch
    {
        string text => text.Contains('\0'),
        IEnumerable<string?> several => several.Any(text => text?.Contains('\0') == true),
        _ => false,
    };
}
