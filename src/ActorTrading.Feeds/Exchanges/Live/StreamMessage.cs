using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>What one message of an exchange means.</summary>
internal abstract record StreamMessage
{
    /// <summary>A subscription stands: the one named, or all of the request.</summary>
    public sealed record Accepted(StreamSubscription? Subscription, string? Request) : StreamMessage;

    /// <summary>The exchange refused a request, or a part of it that its text names.</summary>
    public sealed record Refused(string? Request, string Code, string Reason) : StreamMessage;

    /// <summary>The exchange will close this connection soon.</summary>
    public sealed record Closing(string Reason) : StreamMessage;

    /// <summary>Nothing but a sign of life.</summary>
    public sealed record Alive : StreamMessage
    {
        public static Alive Instance { get; } = new();
    }

    public sealed record Trades(Symbol Symbol, IReadOnlyList<StreamTrade> Rows) : StreamMessage;

    /// <param name="SentAt">The exchange's clock, µs; 0 where it does not tell.</param>
    public sealed record Candles(SeriesId Series, IReadOnlyList<Candle> Rows, long SentAt) : StreamMessage;

    /// <summary>Not what the protocol says.</summary>
    /// <param name="Fault">A fixed name, for counting.</param>
    /// <param name="Detail">Field, value and what would be right.</param>
    public sealed record Unreadable(string Fault, string Detail) : StreamMessage;
}
