namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>A resolved value: nothing in it is a substitution any more. Immutable.</summary>
/// <param name="Origin">Where it was written.</param>
public abstract record HoconValue(HoconOrigin Origin);
