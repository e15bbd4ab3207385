using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Events;

/// <summary>A row of a recorded batch that the quality gate did not let pass. The row itself stays in the batch, for repair.</summary>
/// <param name="Index">Position of the row within its batch, from 0.</param>
public readonly record struct RefusedRow(int Index, RefusalReason Reason);
