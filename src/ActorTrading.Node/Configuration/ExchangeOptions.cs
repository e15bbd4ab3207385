namespace ActorTrading.Node.Configuration;

/// <summary>Where an exchange is reached.</summary>
public sealed record ExchangeOptions
{
    /// <summary>Addresses of the REST interface, the preferred one first.</summary>
    public required IReadOnlyList<Uri> RestHosts { get; init; }

    /// <summary>Addresses of the WebSocket interface, the preferred one first.</summary>
    public required IReadOnlyList<Uri> WebSocketHosts { get; init; }
}
