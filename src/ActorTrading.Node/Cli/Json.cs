using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorTrading.Node.Cli;

/// <summary>Results for machines: one object, camel case.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = false,
    };

    public static string Line<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>JSON has no NaN: what cannot be said is null.</summary>
    public static double? Number(double value) => double.IsFinite(value) ? value : null;
}
