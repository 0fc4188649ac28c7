using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Defaults;

/// <summary>What a body is said to be: text is UTF-8, a list is CSV as it stands.</summary>
public static class ContentTypes
{
    /// <summary>Another character set is refused before somebody reads the text as UTF-8, or looks for a decoder that is not there.</summary>
    /// <exception cref="BadHttpRequestException">415</exception>
    internal static void UseUtf8Only(this IApplicationBuilder app) => app.Use((http, next) =>
        !MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || IsUtf8(type) ? next(http) : throw Unknown());

    /// <exception cref="BadHttpRequestException">415</exception>
    public static void RequireCsv(HttpRequest request)
    {
        if (Of(request) != "text/csv") throw Unknown();
    }

    /// <summary>The type of a body that is not compressed, in small letters; empty for none.</summary>
    public static string Of(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && request.Headers.ContentEncoding.Count == 0
            ? type.MediaType.ToString().ToLowerInvariant()
            : "";

    /// <summary>ASCII is a part of it, and older clients say so.</summary>
    static bool IsUtf8(MediaTypeHeaderValue type) =>
        type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Value?.ToUpperInvariant() is "UTF-8" or "US-ASCII";

    public static BadHttpRequestException Unknown() => new("the content type is not taken", StatusCodes.Status415UnsupportedMediaType);
}
