namespace Defaults;

/// <summary>A rule said no. Its name reaches the caller, the log and the test; a 409 or FailedPrecondition at the rim.</summary>
public sealed class RefusedException(string rule) : Exception(rule)
{
    public string Rule { get; } = rule;
}

/// <summary>What was asked for is not there, or is not the caller's to see: the two look alike on purpose. A 404 or NotFound.</summary>
public sealed class MissingException(string what) : Exception(what)
{
    public string What { get; } = what;
}

/// <summary>Somebody else changed it first. A 412 or Aborted.</summary>
public sealed class StaleException() : Exception("stale-version");

/// <summary>The input does not follow the rules; every fault is named. A 400 or InvalidArgument.</summary>
public sealed class InvalidException(Faults faults) : Exception("invalid-input")
{
    public InvalidException(string field, string rule) : this(new Faults("").With(0, field, rule)) { }

    public Faults Faults { get; } = faults;
}

/// <summary>States rules positively: <c>Refused.Unless(member.InService, "member-is-in-service")</c>.</summary>
public static class Refused
{
    /// <exception cref="RefusedException">when <paramref name="holds"/> is false</exception>
    public static void Unless(bool holds, string rule)
    {
        if (!holds) throw new RefusedException(rule);
    }
}

public static class Missing
{
    /// <summary>Gives the row, or says that there is none.</summary>
    /// <exception cref="MissingException">when <paramref name="row"/> is null</exception>
    public static T IfNull<T>(T? row, string what) where T : class => row ?? throw new MissingException(what);
}
