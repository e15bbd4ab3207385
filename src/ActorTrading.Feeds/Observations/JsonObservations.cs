using System.Globalization;
using System.Text.Json;

namespace ActorTrading.Feeds.Observations;

/// <summary>Reads an array of objects or of arrays inside a JSON document.</summary>
internal static class JsonObservations
{
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidDataException">The array is not there.</exception>
    public static void Read(byte[] content, ObservationRows rows)
    {
        using var document = JsonDocument.Parse(content);
        var items = document.RootElement;
        if (rows.Options.Format == ObservationFormat.FearGreed && items.ValueKind == JsonValueKind.Object
            && items.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String)
        {
            throw new InvalidDataException($"the source says '{error.GetString()}'");
        }

        foreach (var name in rows.Options.Items.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (items.ValueKind != JsonValueKind.Object || !items.TryGetProperty(name, out items))
            {
                throw new InvalidDataException($"the answer has no '{name}' on the way to '{rows.Options.Items}'");
            }
        }

        if (items.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException($"'{rows.Options.Items}' is not an array but {Name(items.ValueKind)}");
        }

        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                rows.Add(field => Text(item, field));
            }
            else
            {
                rows.Refuse(item.GetRawText(), "expected an object or an array");
            }
        }
    }

    private static string? Text(JsonElement item, string field)
    {
        JsonElement value;
        if (item.ValueKind == JsonValueKind.Array)
        {
            if (!int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= item.GetArrayLength())
            {
                return null;
            }

            value = item[index];
        }
        else if (!item.TryGetProperty(field, out value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
