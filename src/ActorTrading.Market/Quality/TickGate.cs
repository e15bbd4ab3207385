namespace ActorTrading.Market.Quality;

/// <summary>
/// Decides which ticks of one symbol may pass and remembers what passed. What it accepts has a positive price and size, is no repeat, is plausible, and
/// fits into the open finest bar or opens a newer one.
/// </summary>
/// <remarks>
/// O(1) and without allocation for a tick in order. The id of a late tick is remembered, so that its second copy is a duplicate; the id of a malformed or
/// implausible tick is not, so that the right version may follow. Id 0 means no id.
/// </remarks>
public sealed class TickGate
{
    private const byte Version = 1;

    private readonly TickGateOptions _options;
    private readonly TradeIdSet _ids;
    private readonly PriceLevel _level;
    private readonly long _lowestPrice;
    private readonly long _highestPrice;
    private long _lastTime = -1;
    private long _barStart;
    private long _barEnd;
    private long _leapTime;
    private int _leaps;

    /// <exception cref="ArgumentOutOfRangeException">An option or a step of the instrument is out of range.</exception>
    public TickGate(TickGateOptions options, Instrument? instrument = null)
    {
        _options = options.Validate();
        instrument?.Validate();
        _ids = new TradeIdSet(options.MaxIdIntervals);
        _level = new PriceLevel(options.MaxPriceRatio, options.Confirmations);
        _lowestPrice = instrument?.MinPrice ?? 1;
        _highestPrice = instrument?.MaxPrice ?? long.MaxValue;
    }

    /// <summary>The clock reading that no event may be later than (plus the tolerance), µs; set by the caller. Null: not checked.</summary>
    public long? LatestPlausibleTime { get; set; }

    /// <summary>The newest accepted event time, µs; -1 before the first.</summary>
    public long LastTime => _lastTime;

    /// <summary>Verdicts so far.</summary>
    public RefusalCounts Counts { get; } = new();

    /// <summary>Decides on a tick and, if it passes, takes it as the newest.</summary>
    public RefusalReason Check(in Tick tick)
    {
        var verdict = Decide(tick);
        Counts.Add(verdict);
        return verdict;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(_lastTime);
        writer.Write(_leapTime);
        writer.Write(_leaps);
        _level.Save(writer);
        _ids.Save(writer);
        Counts.Save(writer);
    }

    /// <exception cref="InvalidDataException">The bytes are not the state of a tick gate.</exception>
    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectVersion(reader, Version, "a tick gate");
        _lastTime = reader.ReadInt64();
        if (_lastTime is < -1 or > GateRange.LastTime)
        {
            throw new InvalidDataException($"Saved last time {_lastTime} is not an event time.");
        }

        _leapTime = reader.ReadInt64();
        _leaps = reader.ReadInt32();
        _level.Load(reader);
        _ids.Load(reader);
        Counts.Load(reader);
        (_barStart, _barEnd) = (0, 0);
        if (_lastTime >= 0)
        {
            MoveBar(_lastTime);
        }
    }

    private RefusalReason Decide(in Tick tick)
    {
        if (tick.Price <= 0)
        {
            return RefusalReason.NonPositivePrice;
        }

        if (tick.Size <= 0)
        {
            return RefusalReason.NonPositiveSize;
        }

        var time = tick.Time;
        if (time >= _barEnd && !IsPlausibleAhead(time))
        {
            return RefusalReason.FutureTime;
        }

        if (LatestPlausibleTime is { } now && time > now && time - now > _options.FutureTolerance)
        {
            return RefusalReason.FutureTime;
        }

        // The price is judged before the id is noted: a malformed row must not make the right one a duplicate.
        var isLate = time < _barStart || time < _lastTime - _options.LateWindow;
        if (!isLate && tick.Id != 0 && _ids.Contains(tick.Id))
        {
            return RefusalReason.Duplicate;
        }

        if (isLate)
        {
            return tick.Id == 0 || _ids.Add(tick.Id) ? RefusalReason.Late : RefusalReason.Duplicate;
        }

        if (tick.Price < _lowestPrice || tick.Price > _highestPrice || !_level.Accepts(tick.Price))
        {
            return RefusalReason.AbsurdPrice;
        }

        Accept(tick);
        return RefusalReason.None;
    }

    private void Accept(in Tick tick)
    {
        if (tick.Id != 0)
        {
            _ids.Add(tick.Id);
        }

        _leaps = 0;
        if (tick.Time > _lastTime)
        {
            _lastTime = tick.Time;
            if (tick.Time >= _barEnd)
            {
                MoveBar(tick.Time);
            }
        }
    }

    private void MoveBar(long time)
    {
        _barStart = _options.Finest.OpenOf(time);
        _barEnd = _barStart + _options.Finest.Length;
    }

    private bool IsPlausibleAhead(long time)
    {
        if (time >= GateRange.LastTime)
        {
            return false;
        }

        if (_lastTime < 0 || time - _lastTime <= _options.MaxLeap)
        {
            return true;
        }

        var agrees = _leaps > 0 && time >= _leapTime - _options.LateWindow && time - _leapTime <= _options.MaxLeap;
        _leaps = agrees ? _leaps + 1 : 1;
        _leapTime = time;
        return _leaps > _options.Confirmations;
    }
}
