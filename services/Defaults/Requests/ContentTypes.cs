using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Defaults;

/// <summary>What a body is said to be: text is UTF-8, a list is CSV as it stands.</summary>
static class ContentTypes
{
    /// <summary>Another character set is refused before somebody reads the text as UTF-8, or looks for a decoder that is not there.</summary>
    /// <exception cref="BadHttpRequestException">415</exception>
    public static void UseUtf8Only(this IApplicationBuilder app) => app.Use((http, next) =>
        !MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || IsUtf8(type) ? next(http) : throw Unknown());

    /// <exception cref="BadHttpRequestException">415</exception>
    public static void RequireCsv(HttpRequest request)
    {
        var csv = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase);
        if (!csv || request.Headers.ContentEncoding.Count > 0) throw Unknown();
    }

    /// <summary>ASCII is a part of it, and older clients say so.</summary>
    static bool IsUtf8(MediaTypeHeaderValue type) =>
        type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Value?.ToUpperInvariant() is "UTF-8" or "US-ASCII";

    static BadHttpRequestException Unknown() => new("the content type is not taken", StatusCodes.Status415UnsupportedMediaType);
}
