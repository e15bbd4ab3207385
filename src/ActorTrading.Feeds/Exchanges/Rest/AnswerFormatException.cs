namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>An answer or push is not what the exchange's protocol says. The message tells where and what would be right.</summary>
internal sealed class AnswerFormatException(string message, Exception? cause = null) : Exception(message, cause);
