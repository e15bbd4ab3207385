namespace ActorTrading.Engine.Events;

/// <summary>A fact in the journal of one symbol. All times are event time, µs since the Unix epoch, UTC.</summary>
public interface ISymbolEvent;
