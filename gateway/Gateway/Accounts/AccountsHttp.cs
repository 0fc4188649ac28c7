using Defaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

static class AccountsHttp
{
    const string people = "User names are offices, posts or numbers, never personal names.";

    public static void MapAccountsHttp(this WebApplication app)
    {
        var accounts = app.MapGroup("/api/v1/accounts").WithTags("accounts");

        accounts.MapPost("", async (NewAccount body, CreateAccount verb, CancellationToken stop) =>
            {
                var made = await verb.RunAsync(body, stop);
                return TypedResults.Created($"/api/v1/accounts/{made.Account.User}", made);
            })
            .Once<GatewayStore>().For(Role.Administrator).RequireRateLimiting(RateLimits.Hashing)
            .WithSummary("Opens an account; a password that is made is told once").WithDescription(people);

        accounts.MapGet("", (GatewayStore db, string? after, int? limit, CancellationToken stop) => ListAsync(db, after, limit, stop))
            .For(Role.Administrator).WithSummary("Accounts inside the administrator's area, by user");

        accounts.MapGet("/{user}", async (string user, GatewayStore db, HttpContext http, CancellationToken stop) =>
            {
                var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(it => it.User == user, stop);
                return Show(http, AccountView.Of(Missing.IfNull(account, "account-is-there")));
            })
            .For(Role.Administrator).WithSummary("One account, with its version as ETag");

        accounts.MapPut("/{user}", async (string user, AccountGrant body, ChangeAccount verb, HttpContext http, CancellationToken stop) =>
                Show(http, await verb.GrantAsync(user, ETag.Required(http), body, stop)))
            .For(Role.Administrator).WithSummary("Changes roles and scope (If-Match); tokens issued before end").WithDescription(people);

        accounts.MapPost("/{user}/password", async (string user, NewPassword body, SetPassword verb, CancellationToken stop) =>
                TypedResults.Ok(await verb.RunAsync(user, body, stop)))
            .ForPeople().RequireRateLimiting(RateLimits.Hashing)
            .WithSummary("Sets a password: the own one, or as administrator; tokens issued before end");

        accounts.MapPost("/{user}/disable", async (string user, ChangeAccount verb, HttpContext http, CancellationToken stop) =>
                Show(http, await verb.DisableAsync(user, stop)))
            .For(Role.Administrator).WithSummary("Shuts an account out; tokens issued before end");

        accounts.MapPost("/{user}/enable", async (string user, ChangeAccount verb, HttpContext http, CancellationToken stop) =>
                Show(http, await verb.EnableAsync(user, stop)))
            .For(Role.Administrator).WithSummary("Lets an account in again, and unlocks it");
    }

    static RouteHandlerBuilder ForPeople(this RouteHandlerBuilder endpoint) =>
        endpoint.For([.. Role.All.Where(role => role is not (Role.Service or Role.DepartmentSystem))]);

    static async Task<Ok<Page<AccountView>>> ListAsync(GatewayStore db, string? after, int? limit, CancellationToken stop)
    {
        var rows = db.Accounts.AsNoTracking().OrderBy(it => it.User).Where(it => after == null || it.User.CompareTo(after) > 0);
        var page = await rows.PageAsync(limit, it => it.User, stop);
        return TypedResults.Ok(new Page<AccountView>([.. page.Items.Select(AccountView.Of)], page.Next));
    }

    static Ok<AccountView> Show(HttpContext http, AccountView account)
    {
        ETag.Set(http, account.Version);
        return TypedResults.Ok(account);
    }
}
