using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Tests.Configuration.Hocon;

/// <summary>Short forms for tests.</summary>
internal static class Hoc
{
    public static HoconObject Parse(string text, Func<string, string?>? environment = null) => HoconDocument.Parse(text).Resolve(environment);

    /// <summary>The value as compact JSON, so that expectations can be read.</summary>
    public static string Json(string text, Func<string, string?>? environment = null) => Json(Parse(text, environment));

    public static string Json(HoconValue value) => HoconJson.Node(value)?.ToJsonString(Options) ?? "null";

    private static readonly System.Text.Json.JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
