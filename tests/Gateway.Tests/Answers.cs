using System.Net.Http.Json;
using System.Text.Json;

namespace Gateway.Tests;

static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>Problem details of this status with this rule, and no trace of how the program is made.</summary>
    public static async Task<JsonElement> IsProblemAsync(this HttpResponseMessage answer, int status, string rule)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(rule, problem.GetProperty("rule").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        if (status is 429 or 503) Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        return problem;
    }
}
