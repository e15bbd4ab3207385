using System.Runtime.CompilerServices;

namespace ActorTrading.Market.Bars;

/// <summary>
/// Builds the bars of one timeframe from ticks or from shorter closed bars. O(1) per item, no allocation.
/// Volumes are exact; a sum past the range of a 64-bit integer stays at its end instead of failing.
/// </summary>
public sealed class BarBuilder(Timeframe timeframe)
{
    private const byte Version = 1;
    private const decimal QuoteScale = 10_000_000_000_000_000m;

    private readonly long _length = timeframe.Length > 0
        ? timeframe.Length
        : throw new ArgumentOutOfRangeException(nameof(timeframe), timeframe, "A default Timeframe has no length: use one of Timeframe.All.");

    private bool _isOpen;
    private long _start;
    private long _end = long.MinValue;
    private long _open;
    private long _high;
    private long _low;
    private long _close;
    private long _volume;
    private long _buyVolume;
    private ulong _quoteHigh;
    private ulong _quoteLow;
    private decimal _quote;
    private int _trades;

    public Timeframe Timeframe { get; } = timeframe;

    /// <summary>Whether a bar has begun.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>The close time of the bar in the making; meaningful while <see cref="IsOpen"/>.</summary>
    public long End => _end;

    /// <summary>Adds a trade; a bar whose time is over closes first.</summary>
    /// <returns>Whether <paramref name="closed"/> holds the bar that this tick ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The tick is older than the open bar, or its price or size is not above 0: the gate must not let these through.
    /// </exception>
    public bool Add(in Tick tick, out Bar closed)
    {
        if (tick.Price <= 0 || tick.Size <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(tick), tick, "Price and size of a tick must be above 0.");
        }

        var done = MoveTo(tick.Time, out closed);
        Take(tick);
        return done;
    }

    /// <summary>
    /// Adds a shorter closed bar; a bar whose time is over closes first. A bar that <paramref name="finer"/> itself completes stays open
    /// until <see cref="TryClose"/> or the next item, so that one call closes at most one bar.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The bar is older than the open bar, or its timeframe is not shorter or does not fit the grid.</exception>
    public bool Add(in Bar finer, Timeframe finerTimeframe, out Bar closed)
    {
        if (finerTimeframe >= Timeframe || finerTimeframe.Length <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(finerTimeframe), finerTimeframe, $"A bar that becomes part of a {Timeframe} bar must be shorter.");
        }

        if (finerTimeframe.OpenOf(finer.OpenTime) != finer.OpenTime)
        {
            throw new ArgumentOutOfRangeException(nameof(finer), finer, $"The open time must lie on the {finerTimeframe} grid.");
        }

        var done = MoveTo(finer.OpenTime, out closed);
        Take(finer);
        return done;
    }

    /// <summary>Closes the open bar if it ends at or before <paramref name="time"/>.</summary>
    public bool TryClose(long time, out Bar closed)
    {
        if (!_isOpen || _end > time)
        {
            closed = default;
            return false;
        }

        TryGetPartial(out closed);
        _isOpen = false;
        return true;
    }

    /// <summary>The bar so far.</summary>
    public bool TryGetPartial(out Bar partial)
    {
        partial = _isOpen ? new Bar(_start, _open, _high, _low, _close, _volume, _buyVolume, QuoteVolume(), _trades) : default;
        return _isOpen;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(Timeframe.Minutes);
        writer.Write(_isOpen);
        writer.Write(_start);
        writer.Write(_end);
        writer.Write(_open);
        writer.Write(_high);
        writer.Write(_low);
        writer.Write(_close);
        writer.Write(_volume);
        writer.Write(_buyVolume);
        writer.Write(_quoteHigh);
        writer.Write(_quoteLow);
        writer.Write(_quote);
        writer.Write(_trades);
    }

    /// <exception cref="InvalidDataException">The bytes are not the state of a builder of this timeframe.</exception>
    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectVersion(reader, Version, "a bar builder");
        StateFormat.ExpectEqual(reader.ReadInt32(), Timeframe.Minutes, "bar length in minutes");
        _isOpen = reader.ReadBoolean();
        _start = reader.ReadInt64();
        _end = reader.ReadInt64();
        _open = reader.ReadInt64();
        _high = reader.ReadInt64();
        _low = reader.ReadInt64();
        _close = reader.ReadInt64();
        _volume = reader.ReadInt64();
        _buyVolume = reader.ReadInt64();
        _quoteHigh = reader.ReadUInt64();
        _quoteLow = reader.ReadUInt64();
        _quote = reader.ReadDecimal();
        _trades = reader.ReadInt32();
        if (_isOpen && (Timeframe.OpenOf(_start) != _start || _end != _start + _length))
        {
            throw new InvalidDataException($"Saved {Timeframe} bar from {_start} to {_end} is not on the grid.");
        }
    }

    /// <summary>The part of <see cref="Add(in Tick, out Bar)"/> that nearly every tick needs: the tick lies in the open bar.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryExtend(in Tick tick)
    {
        if (!_isOpen || tick.Time >= _end || tick.Time < _start || tick.Price <= 0 || tick.Size <= 0)
        {
            return false;
        }

        Extend(tick);
        return true;
    }

    /// <summary>Adds a bar that lies in the open bar, or opens one.</summary>
    internal void Take(in Bar bar)
    {
        if (!_isOpen)
        {
            Begin(bar.OpenTime);
            _open = bar.Open;
            _high = bar.High;
            _low = bar.Low;
        }

        _high = Math.Max(_high, bar.High);
        _low = Math.Min(_low, bar.Low);
        _close = bar.Close;
        _volume = SaturatingSum(_volume, bar.Volume);
        _buyVolume = SaturatingSum(_buyVolume, bar.BuyVolume);
        _quote += bar.QuoteVolume;
        _trades = (int)Math.Min(int.MaxValue, (long)_trades + bar.Trades);
    }

    internal static long SaturatingSum(long sum, long more)
    {
        var total = unchecked(sum + more);
        return total < 0 ? long.MaxValue : total;
    }

    private bool MoveTo(long time, out Bar closed)
    {
        if (_isOpen && time < _start)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, $"Older than the open {Timeframe} bar, which begins at {_start}.");
        }

        return TryClose(time, out closed);
    }

    private void Take(in Tick tick)
    {
        if (!_isOpen)
        {
            Begin(tick.Time);
            _open = _high = _low = tick.Price;
        }

        Extend(tick);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Extend(in Tick tick)
    {
        var price = tick.Price;
        if (price > _high)
        {
            _high = price;
        }

        if (price < _low)
        {
            _low = price;
        }

        _close = price;
        _volume = SaturatingSum(_volume, tick.Size);
        if (tick.Side == Side.Buy)
        {
            _buyVolume = SaturatingSum(_buyVolume, tick.Size);
        }

        unchecked
        {
            var high = Math.BigMul((ulong)price, (ulong)tick.Size, out var low);
            _quoteLow += low;
            _quoteHigh += high + (_quoteLow < low ? 1UL : 0UL);
            _trades = _trades == int.MaxValue ? _trades : _trades + 1;
        }
    }

    private void Begin(long time)
    {
        _isOpen = true;
        _start = Timeframe.OpenOf(time);
        _end = _start + _length;
        _volume = 0;
        _buyVolume = 0;
        _quoteHigh = 0;
        _quoteLow = 0;
        _quote = 0m;
        _trades = 0;
    }

    // Products of two values scaled by 1e8 are scaled by 1e16. A decimal holds 96 bits of them exactly: sums up to 7.9e12 quote units.
    // Beyond that the last digits are rounded half to even.
    private decimal QuoteVolume()
    {
        if ((_quoteHigh | _quoteLow) == 0)
        {
            return _quote;
        }

        if (_quoteHigh <= uint.MaxValue)
        {
            return _quote + new decimal(unchecked((int)_quoteLow), unchecked((int)(_quoteLow >> 32)), unchecked((int)_quoteHigh), isNegative: false, scale: 16);
        }

        var sum = new UInt128(_quoteHigh, _quoteLow);
        var whole = (decimal)(sum / 10_000_000_000_000_000UL);
        return _quote + whole + ((decimal)(sum % 10_000_000_000_000_000UL) / QuoteScale);
    }
}
