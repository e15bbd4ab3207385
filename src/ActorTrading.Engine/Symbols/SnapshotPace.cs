using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

/// <summary>
/// When a symbol saves its state: once in every <paramref name="every"/> events, each symbol at its own point of them, and never a second time while
/// the first is being written. Symbols that are fed alike would else all save at once: the disk would be busy, and as many states in memory.
/// </summary>
internal sealed class SnapshotPace(Symbol symbol, int every)
{
    private readonly long _phase = PhaseOf(symbol, every);
    private long _last;
    private int _underWay;

    public bool IsDue(long sequenceNr) => _underWay == 0 && Period(sequenceNr) > Period(_last);

    public void Began(long sequenceNr)
    {
        _last = sequenceNr;
        _underWay++;
    }

    public void Ended() => _underWay--;

    /// <summary>The state of that number was found on disk.</summary>
    public void Recovered(long sequenceNr) => _last = sequenceNr;

    private static long PhaseOf(Symbol symbol, int every)
    {
        // FNV-1a: the same in every process, unlike string.GetHashCode.
        var hash = 2166136261u;
        foreach (var c in symbol.Value)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash % (uint)every;
    }

    private long Period(long sequenceNr) => (sequenceNr + _phase) / every;
}
