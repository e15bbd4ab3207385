namespace ActorTrading.Market.Quality;

/// <summary>Decides which closed bars of one symbol and timeframe may pass and remembers what passed. O(1), no allocation.</summary>
public sealed class BarGate
{
    private const byte Version = 1;

    // So large that no market reaches it, so small that sums of bars stay in a decimal's range.
    private const decimal MostQuoteVolume = 1e20m;

    private readonly BarGateOptions _options;
    private readonly Timeframe _timeframe;
    private readonly PriceLevel _level;
    private readonly long _lowestPrice;
    private readonly long _highestPrice;

    /// <exception cref="ArgumentOutOfRangeException">An option, the timeframe or a step of the instrument is out of range.</exception>
    public BarGate(BarGateOptions options, Timeframe timeframe, Instrument? instrument = null)
    {
        _options = options.Validate();
        GateRange.Require(timeframe.Minutes, 1, 1440, nameof(timeframe));
        instrument?.Validate();
        _timeframe = timeframe;
        _level = new PriceLevel(options.MaxPriceRatio, options.Confirmations);
        _lowestPrice = instrument?.MinPrice ?? 1;
        _highestPrice = instrument?.MaxPrice ?? long.MaxValue;
    }

    /// <summary>The clock reading that no bar may close after (plus the tolerance), µs; set by the caller. Null: not checked.</summary>
    public long? LatestPlausibleTime { get; set; }

    /// <summary>Open time of the newest accepted bar, µs; -1 before the first.</summary>
    public long LastOpenTime { get; private set; } = -1;

    /// <summary>Accepted bars whose open lies outside high-low.</summary>
    public long OpensOutsideRange { get; private set; }

    /// <summary>Verdicts so far.</summary>
    public RefusalCounts Counts { get; } = new();

    /// <summary>Decides on a bar and, if it passes, takes it as the newest.</summary>
    public RefusalReason Check(in Bar bar)
    {
        var verdict = Decide(bar);
        Counts.Add(verdict);
        if (verdict == RefusalReason.None)
        {
            LastOpenTime = bar.OpenTime;
            OpensOutsideRange += bar.Open < bar.Low || bar.Open > bar.High ? 1 : 0;
        }

        return verdict;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(_timeframe.Minutes);
        writer.Write(LastOpenTime);
        writer.Write(OpensOutsideRange);
        _level.Save(writer);
        Counts.Save(writer);
    }

    /// <exception cref="InvalidDataException">The bytes are not the state of a bar gate of this timeframe.</exception>
    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectVersion(reader, Version, "a bar gate");
        StateFormat.ExpectEqual(reader.ReadInt32(), _timeframe.Minutes, "bar length in minutes");
        LastOpenTime = reader.ReadInt64();
        OpensOutsideRange = reader.ReadInt64();
        _level.Load(reader);
        Counts.Load(reader);
    }

    private RefusalReason Decide(in Bar bar)
    {
        if (bar.Open <= 0 || bar.High <= 0 || bar.Low <= 0 || bar.Close <= 0)
        {
            return RefusalReason.NonPositivePrice;
        }

        if (bar.High < bar.Low || bar.Close > bar.High || bar.Close < bar.Low
            || (!_options.ToleratesOpenOutsideRange && (bar.Open > bar.High || bar.Open < bar.Low)))
        {
            return RefusalReason.OutsideHighLow;
        }

        if (bar.Volume < 0 || bar.BuyVolume < 0 || bar.BuyVolume > bar.Volume || bar.Trades < 0 || bar.QuoteVolume is < 0 or > MostQuoteVolume)
        {
            return RefusalReason.BadVolume;
        }

        if (_timeframe.OpenOf(bar.OpenTime) != bar.OpenTime)
        {
            return RefusalReason.OffGrid;
        }

        if (bar.OpenTime <= LastOpenTime || bar.OpenTime < 0)
        {
            return bar.OpenTime == LastOpenTime ? RefusalReason.Duplicate : RefusalReason.Late;
        }

        if (bar.OpenTime >= GateRange.LastTime || (LatestPlausibleTime is { } now && bar.OpenTime + _timeframe.Length - now > _options.FutureTolerance))
        {
            return RefusalReason.FutureTime;
        }

        return IsPlausible(bar) ? RefusalReason.None : RefusalReason.AbsurdPrice;
    }

    private bool IsPlausible(in Bar bar) =>
        bar.Low >= _lowestPrice && bar.High <= _highestPrice
        && PriceLevel.Near(bar.High, bar.Close, _options.MaxWickRatio)
        && PriceLevel.Near(bar.Low, bar.Close, _options.MaxWickRatio)
        && PriceLevel.Near(bar.Open, bar.Close, _options.MaxWickRatio)
        && _level.Accepts(bar.Close);
}
