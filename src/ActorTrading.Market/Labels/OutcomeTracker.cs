namespace ActorTrading.Market.Labels;

/// <summary>
/// Holds the decisions of one symbol and horizon until event time reaches their outcome. The outcome's price is the last close at or before the outcome time;
/// it must come from after the decision and be younger than max(decision bar length, horizon / 4), else the outcome is missing.
/// </summary>
/// <remarks>O(1) amortised per call. Memory is one entry per open decision: at most horizon / decision length of them.</remarks>
public sealed class OutcomeTracker
{
    private const byte Version = 1;
    private const int MostPending = 1 << 20;

    private readonly long _horizon;
    private readonly long _tolerance;
    private readonly LabelThresholds _thresholds;
    private readonly Queue<(long Time, long Price)> _pending = new();
    private long _lastOpened = long.MinValue;
    private long _lastCloseTime = long.MinValue;
    private long _lastClose;

    /// <exception cref="ArgumentException">A default horizon or timeframe, or thresholds out of range.</exception>
    public OutcomeTracker(Horizon horizon, Timeframe decision, LabelThresholds thresholds)
    {
        _horizon = horizon.Length;
        _tolerance = Labels.Tolerance(horizon, decision);
        _thresholds = thresholds.Validate();
    }

    /// <summary>Decisions whose outcome is not known yet.</summary>
    public int Pending => _pending.Count;

    /// <summary>Notes a decision at the close of its bar, before or after <see cref="Advance"/> for the same bar.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not after the last decision's, or the price is not above 0.</exception>
    public void Open(long time, long price)
    {
        if (time <= _lastOpened)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, $"Must be after the last decision's time {_lastOpened}.");
        }

        if (price <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(price), price, "Must be above 0.");
        }

        _lastOpened = time;
        _pending.Enqueue((time, price));
    }

    /// <summary>Notes a closed bar and appends the outcomes that are now known to <paramref name="resolved"/>, oldest first.</summary>
    /// <param name="closeTime">Close time of the bar, µs; not before the last one given.</param>
    /// <param name="close">Its close, scaled.</param>
    /// <exception cref="ArgumentOutOfRangeException">The close time goes back, or the close is not above 0.</exception>
    public void Advance(long closeTime, long close, List<Outcome> resolved)
    {
        if (closeTime < _lastCloseTime)
        {
            throw new ArgumentOutOfRangeException(nameof(closeTime), closeTime, $"Must not be before the last close time {_lastCloseTime}.");
        }

        if (close <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(close), close, "Must be above 0.");
        }

        while (_pending.TryPeek(out var decision) && decision.Time + _horizon < closeTime)
        {
            resolved.Add(Resolve(_pending.Dequeue()));
        }

        _lastCloseTime = closeTime;
        _lastClose = close;
        while (_pending.TryPeek(out var decision) && decision.Time + _horizon == closeTime)
        {
            resolved.Add(Resolve(_pending.Dequeue()));
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(_horizon);
        writer.Write(_tolerance);
        writer.Write(_lastOpened);
        writer.Write(_lastCloseTime);
        writer.Write(_lastClose);
        writer.Write(_pending.Count);
        foreach (var (time, price) in _pending)
        {
            writer.Write(time);
            writer.Write(price);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not the state of a tracker of this horizon and decision timeframe.</exception>
    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectVersion(reader, Version, "an outcome tracker");
        StateFormat.ExpectEqual(reader.ReadInt64(), _horizon, "horizon in µs");
        StateFormat.ExpectEqual(reader.ReadInt64(), _tolerance, "tolerance in µs");
        _lastOpened = reader.ReadInt64();
        _lastCloseTime = reader.ReadInt64();
        _lastClose = reader.ReadInt64();
        var count = StateFormat.ReadCount(reader, MostPending, "number of open decisions");
        _pending.Clear();
        for (var i = 0; i < count; i++)
        {
            _pending.Enqueue((reader.ReadInt64(), reader.ReadInt64()));
        }
    }

    private Outcome Resolve((long Time, long Price) decision)
    {
        var due = decision.Time + _horizon;
        return _lastCloseTime <= decision.Time || due - _lastCloseTime >= _tolerance
            ? new Outcome(decision.Time, decision.Price, due, 0, PriceMove.Flat, Missing: true)
            : new Outcome(decision.Time, decision.Price, due, ((double)_lastClose / decision.Price) - 1, _thresholds.Classify(decision.Price, _lastClose), Missing: false);
    }
}
