using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ActorTrading.FakeExchange.Rest;

/// <summary>The query of a request; each exchange has its own codes for what is wrong with it.</summary>
internal sealed class Parameters(IQueryCollection query, (int Status, string Code) missing, (int Status, string Code) wrong)
{
    public string Required(string name) => Optional(name)
        ?? throw new Refusal(missing.Status, missing.Code, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    public string? Optional(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    public long? Number(string name) => Optional(name) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new Refusal(wrong.Status, wrong.Code, $"Parameter {name} error");
}
