using Defaults;

namespace Gateway;

/// <summary>What a service is called and what it does, for people.</summary>
sealed record ServiceWords(string Chinese, string English)
{
    public static ServiceWords Of(string service) => new(Texts.Chinese("service-" + service), Texts.English("service-" + service));

    public static ServiceWords Purpose(string service) => new(Texts.Chinese("purpose-" + service), Texts.English("purpose-" + service));
}
