namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>Opens a WebSocket.</summary>
/// <exception cref="System.Net.WebSockets.WebSocketException">There is no connection to be had.</exception>
internal delegate Task<IStreamSocket> ConnectSocket(Uri address, int mostMessageBytes, CancellationToken cancellation);
