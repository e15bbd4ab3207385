namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>A list of values.</summary>
public sealed record HoconArray(IReadOnlyList<HoconValue> Items, HoconOrigin Origin) : HoconValue(Origin);
