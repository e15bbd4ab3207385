namespace ActorTrading.Feeds.Exchanges;

/// <summary>An exchange did not give what it was asked for. The message names the exchange, what was asked, what came back and what to do.</summary>
public sealed class ExchangeException(ExchangeFailure failure, string exchange, string message, TimeSpan? retryAfter = null, Exception? cause = null)
    : Exception(message, cause)
{
    public ExchangeFailure Failure { get; } = failure;

    /// <summary>As in settings: okx or binance.</summary>
    public string Exchange { get; } = exchange;

    /// <summary>How long the exchange asked to be left alone; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
