using ActorTrading.Feeds.Exchanges.Rest;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>The one place where what is wrong with a pushed message stops.</summary>
internal static class StreamParser
{
    /// <exception cref="AnswerFormatException">It is not what the protocol says.</exception>
    public delegate StreamMessage Read(ReadOnlySpan<byte> utf8, IReadOnlyDictionary<string, StreamSubscription> known);

    public static StreamMessage Parse(ReadOnlySpan<byte> utf8, IReadOnlyDictionary<string, StreamSubscription> known, Read read)
    {
        try
        {
            return read(utf8, known);
        }
        catch (AnswerFormatException wrong)
        {
            return new StreamMessage.Unreadable(wrong.Fault, wrong.Message);
        }
    }

    public static StreamSubscription Known(string name, IReadOnlyDictionary<string, StreamSubscription> known) => known.TryGetValue(name, out var subscription)
        ? subscription
        : throw new AnswerFormatException($"'{AnswerText.Clean(name)}' was not asked for", fault: FormatFault.UnknownChannel);
}
