using Defaults;

namespace Households;

static class AuditHttp
{
    const string Root = "/api/v1/households/audit";

    public static void MapAuditHttp(this IEndpointRouteBuilder app)
    {
        app.MapGet(Root, ListAsync).For(Role.Auditor).Produces<Page<AuditLine>>().Produces(200, contentType: "text/csv")
            .WithSummary("The audit log of the caller's area, the oldest first; as CSV on request, which is recorded");
        app.MapGet(Root + "/verify", async (VerifyAudit verify, CancellationToken stop) => TypedResults.Ok(await verify.RunAsync(stop)))
            .For(Role.Auditor).WithSummary("Whether the audit log is whole, and the first number where it is not");
        app.MapGet(Root + "/key", (AnchorFile file) => TypedResults.Ok(new AnchorKey(file.Key.Id, file.Key.PublicKey)))
            .ForEveryRole().WithSummary("The public key of the audit log's anchors");
    }

    static async Task<IResult> ListAsync(
        HttpRequest request, FindAudit find, CancellationToken stop, string? subject = null, string? household = null, string? kind = null,
        DateTime? from = null, DateTime? to = null, string? after = null, int? limit = null)
    {
        var asked = new AuditAsked(subject, household, kind, from?.ToUniversalTime(), to?.ToUniversalTime());
        return CsvAnswer.IsWanted(request)
            ? CsvAnswer.Of(AuditLine.Header, await find.AllAsync(asked, stop), it => it.ToCsv())
            : TypedResults.Ok(await find.PageAsync(asked, after, limit, stop));
    }
}

/// <param name="Key">which key it is, as anchors name it</param>
/// <param name="Pem">ECDSA P-256</param>
sealed record AnchorKey(string Key, string Pem);
