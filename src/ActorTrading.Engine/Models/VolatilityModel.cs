using ActorTrading.Engine.Symbols;
using ActorTrading.Learning.Baselines;
using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.Models;

/// <summary>The humble expert of finance: returns are fat-tailed around nothing, with a scale that yesterday's volatility tells.</summary>
public sealed class VolatilityModel : IForecastModel
{
    public const string ModelName = "ewma";

    private readonly EwmaStudentT _distribution;
    private readonly double _barsAhead;
    private readonly LabelThresholds _thresholds;
    private readonly Queue<(long Time, double Scale)> _open = new();

    public VolatilityModel(Timeframe timeframe, Horizon horizon, LabelThresholds thresholds)
    {
        _distribution = new EwmaStudentT(OptionsFor(timeframe));
        _barsAhead = horizon.Length / (double)timeframe.Length;
        _thresholds = thresholds;
    }

    public string Name => ModelName;

    public string Version => "online";

    /// <summary>The memory is a span of time, so that it means the same on every timeframe: a half-life of about a day.</summary>
    public static EwmaStudentTOptions OptionsFor(Timeframe timeframe) => new() { Lambda = Math.Pow(0.5, timeframe.Minutes / 1440.0) };

    public void Observe(FeatureRow row) => _distribution.Update(row.BarReturn);

    /// <summary>The outcome tells how fat the tails are, held against the scale that was foretold.</summary>
    public void Learn(LabelledRow row)
    {
        while (_open.TryPeek(out var open) && open.Time <= row.Row.Time)
        {
            _open.Dequeue();
            if (open.Time == row.Row.Time)
            {
                _distribution.Learn(Math.Log(1 + row.Return), open.Scale);
            }
        }
    }

    public void Predict(FeatureRow row, Span<double> probabilities)
    {
        _open.Enqueue((row.Time, _distribution.Scale(_barsAhead)));
        _distribution.PredictProba(_barsAhead, _thresholds.Down, _thresholds.Up, probabilities);
    }

    public void Save(BinaryWriter writer)
    {
        _distribution.Save(writer);
        writer.Write(_open.Count);
        foreach (var (time, scale) in _open)
        {
            writer.Write(time);
            writer.Write(scale);
        }
    }

    public void Load(BinaryReader reader)
    {
        _distribution.Load(reader);
        _open.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _open.Enqueue((reader.ReadInt64(), reader.ReadDouble()));
        }
    }
}
