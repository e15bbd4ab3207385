namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>An answer or push is not what the exchange's protocol says. The message tells where and what would be right.</summary>
/// <param name="fault">One of <see cref="FormatFault"/>, for counting.</param>
internal sealed class AnswerFormatException(string message, Exception? cause = null, string fault = FormatFault.OutOfRange) : Exception(message, cause)
{
    public string Fault { get; } = fault;
}
