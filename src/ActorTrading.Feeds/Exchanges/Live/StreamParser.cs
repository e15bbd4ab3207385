using System.Text.Json;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>The one place where what an exchange sends is turned into JSON, and where what goes wrong with it stops.</summary>
internal static class StreamParser
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    public static StreamMessage Parse(ReadOnlyMemory<byte> utf8, Func<JsonElement, StreamMessage> read)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return read(document.RootElement);
        }
        catch (StreamFormatException wrong)
        {
            return new StreamMessage.Unreadable(wrong.Fault, wrong.Message);
        }
        catch (JsonException wrong)
        {
            return new StreamMessage.Unreadable(StreamFormatException.NotJson, wrong.Message);
        }
        catch (InvalidOperationException wrong)
        {
            // A string with half a surrogate pair is JSON and yet no text.
            return new StreamMessage.Unreadable(StreamFormatException.NotJson, wrong.Message);
        }
    }

    public static StreamSubscription Known(string name, IReadOnlyDictionary<string, StreamSubscription> known) => known.TryGetValue(name, out var subscription)
        ? subscription
        : throw new StreamFormatException(StreamFormatException.UnknownChannel, $"'{StreamFields.Echo(name)}' was not asked for");
}
