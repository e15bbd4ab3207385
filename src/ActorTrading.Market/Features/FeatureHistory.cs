namespace ActorTrading.Market.Features;

/// <summary>
/// Features that stay right when one of the last day's bars comes late or is corrected: later rows are those of an engine which had the right bars from
/// the start, to the bit. Rows that were given out before are not taken back.
/// </summary>
/// <remarks>
/// Beside the engine up to two of its states and two days of bars are held. A bar at the end costs what <see cref="FeatureEngine.Add"/> costs and a copy of the state once
/// a day; a correction costs up to two days of bars.
/// </remarks>
public sealed class FeatureHistory
{
    private const byte Version = 1;
    private const int LeastDepth = 24;

    private readonly FeatureEngine _engine;
    private readonly BarTimeline _timeline;
    private readonly double[] _scratch;

    /// <exception cref="ArgumentOutOfRangeException">A default timeframe.</exception>
    public FeatureHistory(Timeframe timeframe)
    {
        _engine = new FeatureEngine(timeframe);
        _scratch = new double[_engine.Count];
        var depth = Math.Max(LeastDepth, (int)(Timeframe.D1.Length / timeframe.Length));
        _timeline = new BarTimeline(depth, _engine.Save, _engine.Load, (in Bar bar, Span<double> row) => _engine.Add(bar, row));
    }

    /// <summary>Length of a row.</summary>
    public int Count => _engine.Count;

    /// <summary>Bars so far.</summary>
    public int Seen => _engine.Seen;

    /// <summary>Close of the newest bar, scaled; 0 before the first.</summary>
    public long LastClose => _timeline.Last.Close;

    /// <summary>The earliest open time at which a bar can still be corrected.</summary>
    public long ChangeableFrom => _timeline.ChangeableFrom;

    /// <inheritdoc cref="FeatureEngine.Add"/>
    public void Add(in Bar bar, Span<double> row) => _timeline.Append(bar, row);

    /// <summary>Takes a bar in between others, or instead of the one with its open time.</summary>
    /// <returns>Whether it was taken: not if it is newer than all bars so far, or belongs before <see cref="ChangeableFrom"/>.</returns>
    /// <exception cref="ArgumentException">A price is not above 0; nothing has changed then.</exception>
    public bool Correct(in Bar bar)
    {
        BarSequence.Require(bar, default, 0);
        return Seen > 0 && bar.OpenTime <= _timeline.Last.OpenTime && _timeline.Put(bar, _scratch);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        _timeline.Save(writer);
    }

    /// <exception cref="InvalidDataException">The bytes are not such a state of this timeframe and schema.</exception>
    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectVersion(reader, Version, "features with their history");
        _timeline.Load(reader, _scratch);
    }

    /// <summary>Reads the state of an engine alone, as saved before there was a history: bars in it cannot be corrected.</summary>
    /// <exception cref="InvalidDataException">The bytes are not the state of an engine of this timeframe and schema.</exception>
    public void LoadEngine(BinaryReader reader)
    {
        _engine.Load(reader);
        _timeline.Restart(_engine.LastOpenTime);
    }
}
