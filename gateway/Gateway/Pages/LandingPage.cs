using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Defaults;

namespace Gateway;

/// <summary>The first page (首页): what runs, how it is, where the interface is, how to sign in. Chinese first; no script.</summary>
static class LandingPage
{
    const string style = """
        body{font-family:system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;line-height:1.7;max-width:46rem;margin:2.5rem auto;padding:0 1rem;color:#222;background:#fff}
        h1{font-size:1.7rem;margin-bottom:.2rem;color:#a4161a}h2{font-size:1.15rem;margin-top:2rem}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
        .en{color:#595959;font-size:.9em}.ready{color:#1b6e2c}.not-ready,.away,.not-configured{color:#a4161a;font-weight:bold}
        code{background:#f3f3f3;padding:.1rem .3rem}a{color:#0b5394}
        """;

    static readonly HtmlEncoder html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Allows this page's style and no other (Content-Security-Policy).</summary>
    public static readonly string StyleHash = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

    public static void MapLandingPage(this WebApplication app) =>
        app.MapGet("/", async (ServiceStates states, HttpContext http, CancellationToken stop) =>
            {
                http.Response.Headers.CacheControl = "no-store";
                return TypedResults.Content(Write(await states.AskAsync(stop)), "text/html; charset=utf-8", Encoding.UTF8);
            })
            .AllowAnonymous().ExcludeFromDescription();

    static string Write(IReadOnlyList<(string Service, ServiceState State)> states) => $"""
        <!DOCTYPE html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Chinese("page-title")}</title>
        <style>{style}</style>
        </head>
        <body>
        <h1>{Chinese("page-title")}</h1>
        {Both("page-lead")}
        <h2>{Chinese("page-running")} {English("page-running")}</h2>
        <table>
        <tr><th scope="col">{Chinese("page-service")}</th><th scope="col">{Chinese("page-purpose")}</th><th scope="col">{Chinese("page-state")}</th></tr>
        {string.Concat(states.Prepend((Service: GatewayService.Name, State: ServiceState.Ready)).Select(it => Row(it.Service, it.State)))}</table>
        <h2>{Chinese("page-interface")} {English("page-interface")}</h2>
        <p><a href="/api">/api</a></p>
        {Both("page-interface-how")}
        <h2>{Chinese("page-sign-in")} {English("page-sign-in")}</h2>
        {Both("page-sign-in-how")}
        <p><code>POST /sign-in {html.Encode("""{"user":"…","password":"…"}""")}</code></p>
        {Both("page-first-start")}
        </body>
        </html>
        """;

    static string Row(string service, ServiceState state)
    {
        var words = ServiceWords.Of(service);
        var purpose = ServiceWords.Purpose(service);
        var name = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());
        return $"""
            <tr><td>{html.Encode(words.Chinese)}<br><span class="en">{html.Encode(words.English)}</span></td><td>{html.Encode(purpose.Chinese)}<br><span class="en" lang="en">{html.Encode(purpose.English)}</span></td><td class="{name}">{Chinese("state-" + name)}<br>{English("state-" + name)}</td></tr>

            """;
    }

    static string Both(string name) => $"<p>{Chinese(name)}<br>{English(name)}</p>";
    static string Chinese(string name) => html.Encode(Texts.Chinese(name));
    static string English(string name) => $"<span class=\"en\" lang=\"en\">{html.Encode(Texts.English(name))}</span>";
}
