namespace ActorTrading.FakeExchange.Sockets;

/// <summary>What one subscription sends. Remembers what was sent already.</summary>
/// <param name="key">The channel and instrument, or the stream, as the subscriber named it.</param>
internal abstract class Stream(string key)
{
    public string Key => key;

    /// <summary>Everything that has become known since the last call.</summary>
    public abstract IEnumerable<Push> Collect(long now);

    /// <summary>The push of a minute's correction, where it touches a candle that was closed and is subscribed to.</summary>
    public virtual IEnumerable<Push> Correct(long minute, long now) => [];
}
