namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>Turns the data of an answer into what was asked for; pure.</summary>
/// <exception cref="AnswerFormatException">The data are not what the protocol says.</exception>
internal delegate T AnswerParser<out T>(ReadOnlySpan<byte> data);
