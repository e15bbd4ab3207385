namespace ActorTrading.Market.Bars;

/// <summary>
/// All bars of one symbol from the finest timeframe up to a day. A tick touches the finest bar only; a coarser bar is made of closed finer ones.
/// A bar closes at once when the finer bar that ends exactly at its end closes, else when a later tick or bar shows that its time is over.
/// Spans without trades have no bar. Closed bars come by close time, then shortest first.
/// </summary>
/// <remarks>Give ticks or bars of the finest timeframe; O(1) and without allocation apart from the growth of the caller's list.</remarks>
public sealed class BarCascade
{
    private const byte Version = 1;

    private readonly BarBuilder[] _builders;
    private readonly BarBuilder _finest;
    private long _closedUpTo = long.MinValue;

    public BarCascade(Timeframe finest)
    {
        Finest = finest;
        _builders = [.. Timeframe.All.Where(t => t >= finest && finest.Length > 0).Select(t => new BarBuilder(t))];
        if (_builders.Length == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(finest), finest, "A default Timeframe has no length: use one of Timeframe.All.");
        }

        _finest = _builders[0];
    }

    public Timeframe Finest { get; }

    /// <summary>The price of the newest tick, or close of the newest bar; 0 before the first.</summary>
    public long LastPrice { get; private set; }

    /// <summary>Adds a trade and appends the bars it ends to <paramref name="closed"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tick belongs to a bar that is closed, or its price or size is not above 0.</exception>
    public void Add(in Tick tick, List<ClosedBar> closed)
    {
        if (!_finest.TryExtend(tick))
        {
            RequireNew(tick.Time, nameof(tick));
            CloseUpTo(tick.Time, closed);
            _finest.Add(tick, out _);
        }

        LastPrice = tick.Price;
    }

    /// <summary>Adds a closed bar of <see cref="Finest"/>; it and the bars it ends are appended to <paramref name="closed"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bar is off the grid or not after everything given before.</exception>
    public void Add(in Bar bar, List<ClosedBar> closed)
    {
        if (Finest.OpenOf(bar.OpenTime) != bar.OpenTime)
        {
            throw new ArgumentOutOfRangeException(nameof(bar), bar, $"The open time must lie on the {Finest} grid.");
        }

        RequireNew(bar.OpenTime, nameof(bar));
        if (_finest.IsOpen && _finest.End > bar.OpenTime)
        {
            throw new ArgumentOutOfRangeException(nameof(bar), bar, "Ticks of the same span were given before.");
        }

        CloseUpTo(bar.OpenTime, closed);
        _finest.Take(bar);
        CloseUpTo(bar.OpenTime + Finest.Length, closed);
        LastPrice = bar.Close;
    }

    /// <summary>
    /// Closes every bar that ends at or before <paramref name="time"/>, for when event time is known to have passed without a trade,
    /// such as at the end of a recording.
    /// </summary>
    public void CloseUpTo(long time, List<ClosedBar> closed)
    {
        for (var i = 0; i < _builders.Length; i++)
        {
            if (!_builders[i].TryClose(time, out var bar))
            {
                continue;
            }

            closed.Add(new ClosedBar(_builders[i].Timeframe, bar));
            if (i + 1 < _builders.Length)
            {
                _builders[i + 1].Take(bar);
            }
        }

        _closedUpTo = Math.Max(_closedUpTo, Finest.OpenOf(time));
    }

    /// <summary>The bar of <paramref name="timeframe"/> so far, from everything given.</summary>
    /// <returns>False when nothing has traded in it yet or the timeframe is finer than <see cref="Finest"/>.</returns>
    public bool TryGetPartial(Timeframe timeframe, out Bar partial)
    {
        partial = default;
        var found = false;
        for (var i = _builders.Length - 1; i >= 0; i--)
        {
            if (_builders[i].Timeframe > timeframe || !_builders[i].TryGetPartial(out var part))
            {
                continue;
            }

            partial = found ? Join(partial, part) : part with { OpenTime = timeframe.OpenOf(part.OpenTime) };
            found = true;
        }

        return found;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(Finest.Minutes);
        writer.Write(LastPrice);
        writer.Write(_closedUpTo);
        foreach (var builder in _builders)
        {
            builder.Save(writer);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not the state of a cascade with this finest timeframe.</exception>
    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectVersion(reader, Version, "a bar cascade");
        StateFormat.ExpectEqual(reader.ReadInt32(), Finest.Minutes, "finest bar length in minutes");
        LastPrice = reader.ReadInt64();
        _closedUpTo = reader.ReadInt64();
        foreach (var builder in _builders)
        {
            builder.Load(reader);
        }
    }

    private static Bar Join(in Bar first, in Bar second) => first with
    {
        High = Math.Max(first.High, second.High),
        Low = Math.Min(first.Low, second.Low),
        Close = second.Close,
        Volume = BarBuilder.SaturatingSum(first.Volume, second.Volume),
        BuyVolume = BarBuilder.SaturatingSum(first.BuyVolume, second.BuyVolume),
        QuoteVolume = first.QuoteVolume + second.QuoteVolume,
        Trades = (int)Math.Min(int.MaxValue, (long)first.Trades + second.Trades),
    };

    private void RequireNew(long time, string what)
    {
        if (time < _closedUpTo)
        {
            throw new ArgumentOutOfRangeException(what, time, $"Belongs to a {Finest} bar that is closed: bars are closed up to {_closedUpTo}.");
        }
    }
}
