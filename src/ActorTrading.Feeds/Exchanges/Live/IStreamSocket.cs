namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>An open WebSocket, message by message.</summary>
internal interface IStreamSocket : IDisposable
{
    /// <summary>Sends one text message; callers wait for each other.</summary>
    Task SendAsync(string text, CancellationToken cancellation);

    /// <summary>The next whole message, valid until the next call; one caller at a time.</summary>
    /// <exception cref="IOException">The connection is over; the message says how.</exception>
    ValueTask<StreamFrame> ReceiveAsync(CancellationToken cancellation);

    /// <summary>Says goodbye, and does not wait long for anybody to hear it.</summary>
    Task CloseAsync();
}
