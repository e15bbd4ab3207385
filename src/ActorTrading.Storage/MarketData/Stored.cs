namespace ActorTrading.Storage.MarketData;

/// <summary>A row with the number that its table gave it.</summary>
public sealed record Stored<T>(long Id, T Row);
