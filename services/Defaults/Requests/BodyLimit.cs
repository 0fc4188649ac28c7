using Microsoft.AspNetCore.Http.Metadata;

namespace Defaults;

/// <summary>The most bytes that the body of a request to one endpoint may have.</summary>
public sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
