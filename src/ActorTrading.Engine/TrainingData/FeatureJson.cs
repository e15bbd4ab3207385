using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ActorTrading.Market.Features;

namespace ActorTrading.Engine.TrainingData;

/// <summary>Features as they are stored: a JSON object from name to number, in the order of the schema, exact.</summary>
public static class FeatureJson
{
    private static readonly JsonEncodedText[] Names = [.. FeatureEngine.Schema.Names.Select(n => JsonEncodedText.Encode(n))];

    /// <summary>The version of the schema as a number.</summary>
    public static long Schema { get; } = long.Parse(FeatureEngine.Schema.Version, CultureInfo.InvariantCulture);

    /// <param name="row">In the order of the schema; finite.</param>
    public static string Write(ReadOnlySpan<double> row)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                writer.WriteNumber(Names[i], row[i]);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Values by name, in the order stored.</summary>
    /// <exception cref="JsonException">The text is not an object of numbers.</exception>
    public static IReadOnlyList<KeyValuePair<string, double>> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("Features must be an object from name to number.");
        }

        var values = new List<KeyValuePair<string, double>>();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            values.Add(property.Value.ValueKind == JsonValueKind.Number
                ? new(property.Name, property.Value.GetDouble())
                : throw new JsonException($"The feature '{property.Name}' must be a number."));
        }

        return values;
    }
}
