using ActorTrading.Market;

namespace ActorTrading.Engine.Events;

/// <summary>
/// A batch as the feed delivered it, in its order, nothing left out: what was refused is marked, not dropped, so that replay meets the gate as live did.
/// Stored in one write with the bars it closed; <paramref name="Position"/> is where the feed resumes.
/// </summary>
/// <param name="LatestPlausibleTime">The bound for "in the future" that held when the batch came in; 0 for none.</param>
public sealed record TicksRecorded(
    string Source,
    long Position,
    long LatestPlausibleTime,
    ReadOnlyMemory<Tick> Ticks,
    IReadOnlyList<RefusedRow> Refused) : ISymbolEvent;
