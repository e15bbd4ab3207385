namespace ActorTrading.Market.Features;

/// <summary>
/// Turns closed bars of one symbol and timeframe into feature rows, one by one: O(1) amortised per bar, no allocation. <see cref="FeatureBatch"/> gives the same bits.
/// </summary>
/// <remarks>
/// Windows longer than the history so far use what there is. Memory is about 31 sums and 9 maxima over up to 7 days of bars: 25 kB for 1h, 1 MB for 1m.
/// </remarks>
public sealed class FeatureEngine
{
    private const byte Version = 1;

    private readonly FeatureWindows _windows;
    private readonly WindowSet _set;
    private readonly SeasonalVolatility _season;
    private readonly FeatureInputs _x = new();
    private readonly double[] _decays;
    private readonly int[] _lags;
    private readonly double[] _closes;
    private readonly double _slowest;
    private Bar _previous;
    private int _seen;

    /// <exception cref="ArgumentOutOfRangeException">A default timeframe.</exception>
    public FeatureEngine(Timeframe timeframe)
    {
        Timeframe = timeframe;
        _windows = FeatureWindows.Of(timeframe);
        WarmUpBars = Schema.WarmUpBars(timeframe);
        _set = new WindowSet(_windows);
        _season = new SeasonalVolatility(timeframe);
        _decays = FeatureRules.DecayWeights(_windows);
        _lags = FeatureRules.Lags(_windows);
        _closes = new double[_lags[^1] + 1];
        _slowest = FeatureRules.SmoothingOf(_windows.Days3);
    }

    /// <summary>What the rows mean.</summary>
    public static FeatureSchema Schema { get; } = new("1", [.. FeatureCatalog.All.Select(f => f.Name)]);

    public Timeframe Timeframe { get; }

    /// <summary>Length of a row.</summary>
    public int Count => Schema.Count;

    /// <summary>Bars after which rows are meant to be used.</summary>
    public int WarmUpBars { get; }

    /// <summary>Bars so far.</summary>
    public int Seen => _seen;

    /// <summary>Open time of the newest bar, µs; the least there is before the first.</summary>
    internal long LastOpenTime => _seen == 0 ? long.MinValue : _previous.OpenTime;

    /// <summary>ln(close / previous close) of the last bar; 0 for the first.</summary>
    public double LogReturn => _x.Terms.Return;

    /// <summary>Exponentially weighted standard deviation of the log return per bar, half-life 12 hours and one bar.</summary>
    public double Volatility => Math.Sqrt(_x.Variances[1]);

    /// <summary>Adds the next closed bar and writes its row, which looks at this and earlier bars only.</summary>
    /// <param name="row">At least <see cref="Count"/> long. Written during warm-up too.</param>
    /// <returns>Whether the engine is warmed up: only then is the row to be used.</returns>
    /// <exception cref="ArgumentException">The row is too short, the bar is not after the last one, or a price is not above 0; nothing has changed then.</exception>
    public bool Add(in Bar bar, Span<double> row)
    {
        Require(bar, row.Length);
        var first = _seen == 0;
        var x = _x;
        x.Terms = BarTerms.Of(bar, first ? bar : _previous, Timeframe.Length);
        _previous = bar;
        _seen++;
        _set.Add(x, _seen);
        LookBack(x);
        Smooth(x);
        x.Run = FeatureRules.NextRun(x.Run, x.Terms.Return);
        x.CloseTime = bar.OpenTime + Timeframe.Length;
        if (!first && x.Terms.MissingBars == 0)
        {
            _season.Add(bar.OpenTime, Math.Abs(x.Terms.Return));
        }

        (x.SeasonNext, x.SeasonNext4Hours) = _season.FactorsAt(x.CloseTime);
        FeatureFormulas.Fill(x, row);
        return _seen >= WarmUpBars;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(Schema.Id);
        writer.Write(Timeframe.Minutes);
        writer.Write(_seen);
        BarFormat.Write(writer, _previous);
        _set.Save(writer);
        _season.Save(writer);
        foreach (var close in _closes)
        {
            writer.Write(close);
        }

        foreach (var variance in _x.Variances)
        {
            writer.Write(variance);
        }

        writer.Write(_x.AverageRange);
        writer.Write(_x.AverageUp);
        writer.Write(_x.AverageDown);
        writer.Write(_x.PlusMove);
        writer.Write(_x.MinusMove);
        writer.Write(_x.DirectionalIndex);
        writer.Write(_x.FastAverage);
        writer.Write(_x.SlowAverage);
        writer.Write(_x.Signal);
        writer.Write(_x.AverageDays3);
        writer.Write(_x.Run);
        writer.Write(_x.Terms.Return);
    }

    /// <exception cref="InvalidDataException">The bytes are not the state of an engine of this timeframe and schema.</exception>
    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectVersion(reader, Version, "a feature engine");
        var id = reader.ReadString();
        if (!string.Equals(id, Schema.Id, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"Saved feature schema is {id}; this build computes {Schema.Id}.");
        }

        StateFormat.ExpectEqual(reader.ReadInt32(), Timeframe.Minutes, "bar length in minutes");
        _seen = StateFormat.ReadCount(reader, int.MaxValue, "number of bars seen");
        _previous = BarFormat.Read(reader);
        _set.Load(reader);
        _season.Load(reader);
        for (var i = 0; i < _closes.Length; i++)
        {
            _closes[i] = reader.ReadDouble();
        }

        for (var i = 0; i < FeatureInputs.Decays; i++)
        {
            _x.Variances[i] = reader.ReadDouble();
        }

        _x.AverageRange = reader.ReadDouble();
        _x.AverageUp = reader.ReadDouble();
        _x.AverageDown = reader.ReadDouble();
        _x.PlusMove = reader.ReadDouble();
        _x.MinusMove = reader.ReadDouble();
        _x.DirectionalIndex = reader.ReadDouble();
        _x.FastAverage = reader.ReadDouble();
        _x.SlowAverage = reader.ReadDouble();
        _x.Signal = reader.ReadDouble();
        _x.AverageDays3 = reader.ReadDouble();
        _x.Run = reader.ReadInt32();
        _x.Terms = _x.Terms with { Return = reader.ReadDouble() };
    }

    private void Require(in Bar bar, int rowLength)
    {
        if (rowLength < Count)
        {
            throw new ArgumentException($"The row has {rowLength} values; it needs {Count}.", nameof(rowLength));
        }

        BarSequence.Require(bar, _previous, _seen);
    }

    // The ring holds the longest lag and the bar itself.
    private void LookBack(FeatureInputs x)
    {
        var length = _closes.Length;
        var now = (_seen - 1) % length;
        _closes[now] = x.Terms.Close;
        for (var i = 0; i < _lags.Length; i++)
        {
            var age = Math.Min(_lags[i], _seen - 1);
            var at = now - age;
            x.PastAges[i] = age;
            x.PastCloses[i] = _closes[at < 0 ? at + length : at];
        }
    }

    private void Smooth(FeatureInputs x)
    {
        var n = _seen;
        var square = x.Terms.Return * x.Terms.Return;
        for (var i = 0; i < _decays.Length; i++)
        {
            x.Variances[i] = FeatureRules.Smooth(x.Variances[i], square, _decays[i], n);
        }

        var r = x.Terms.Close - x.PastCloses[0];
        x.AverageRange = FeatureRules.Smooth(x.AverageRange, x.Terms.TrueRange, FeatureRules.Wilder, n);
        x.AverageUp = FeatureRules.Smooth(x.AverageUp, Math.Max(0, r), FeatureRules.Wilder, n);
        x.AverageDown = FeatureRules.Smooth(x.AverageDown, Math.Max(0, -r), FeatureRules.Wilder, n);
        x.PlusMove = FeatureRules.Smooth(x.PlusMove, x.Terms.UpMove, FeatureRules.Wilder, n);
        x.MinusMove = FeatureRules.Smooth(x.MinusMove, x.Terms.DownMove, FeatureRules.Wilder, n);
        x.DirectionalIndex = FeatureRules.Smooth(
            x.DirectionalIndex, FeatureRules.DirectionalMove(x.PlusMove, x.MinusMove), FeatureRules.Wilder, n);
        x.FastAverage = FeatureRules.Smooth(x.FastAverage, x.Terms.Close, FeatureRules.Fast, n);
        x.SlowAverage = FeatureRules.Smooth(x.SlowAverage, x.Terms.Close, FeatureRules.Slow, n);
        x.Signal = FeatureRules.Smooth(x.Signal, x.FastAverage - x.SlowAverage, FeatureRules.Signal, n);
        x.AverageDays3 = FeatureRules.Smooth(x.AverageDays3, x.Terms.Close, _slowest, n);
    }
}
