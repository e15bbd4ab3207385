using ActorTrading.Engine.Models;
using ActorTrading.Learning.Blending;
using ActorTrading.Learning.Scoring;
using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.Predictors;

/// <summary>
/// Adds up how the forecasts of one horizon do, and how the two humble experts do on the same rows. Live and offline scores are this same sum.
/// </summary>
public sealed class ScoreKeeper
{
    private const byte FormatVersion = 2;

    private readonly Horizon _horizon;
    private readonly IReadOnlyList<string> _experts;
    private readonly int _baseRatesAt;
    private readonly int _ewmaAt;
    private readonly double _intervalLevel;
    private readonly ForecastScore _forecasts;
    private readonly ForecastScore _baseRates = new();
    private readonly ForecastScore _ewma = new();
    private readonly long[] _outcomes = new long[3];
    private long _directionalHits;
    private long _directionalRows;
    private long _nextDirectional = long.MinValue;

    /// <param name="experts">Names of the experts in the order of their probabilities.</param>
    /// <param name="selectiveThreshold">Confidence from which an answer counts as selected.</param>
    public ScoreKeeper(Horizon horizon, IReadOnlyList<string> experts, double intervalLevel, double selectiveThreshold = 0.85)
    {
        _horizon = horizon;
        _experts = experts;
        _baseRatesAt = IndexOf(experts, OnlineModel.BaseRatesName);
        _ewmaAt = IndexOf(experts, VolatilityModel.ModelName);
        _intervalLevel = intervalLevel;
        _forecasts = new ForecastScore(selectiveThreshold);
        SelectiveThreshold = selectiveThreshold;
    }

    public double SelectiveThreshold { get; }

    /// <summary>Adds one forecast and what became of it. Cost O(1), no allocation.</summary>
    public void Add(PendingForecast pending, Outcome outcome)
    {
        var forecast = pending.Forecast;
        var actual = (int)outcome.Move;
        _outcomes[actual]++;
        _forecasts.Add(forecast.Probabilities, actual);
        _forecasts.Interval.Add(forecast.IntervalLow, forecast.IntervalHigh, outcome.Return);
        AddExpert(_baseRates, forecast, _baseRatesAt, actual);
        AddExpert(_ewma, forecast, _ewmaAt, actual);
        AddDirection(forecast.Probabilities, outcome);
    }

    public HorizonScore Current(ReadOnlySpan<double> weights)
    {
        var byName = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < weights.Length; i++)
        {
            byName[_experts[i]] = weights[i];
        }

        double rows = _forecasts.Count;
        return new HorizonScore(
            _forecasts.Count,
            [_outcomes[0] / rows, _outcomes[1] / rows, _outcomes[2] / rows],
            _forecasts.Accuracy,
            _forecasts.LogLoss,
            _baseRates.LogLoss,
            _ewma.LogLoss,
            _forecasts.ExpectedCalibrationError,
            _forecasts.Brier,
            SelectiveThreshold,
            _forecasts.SelectedAccuracy,
            _forecasts.SelectedShare,
            _intervalLevel,
            _forecasts.Interval.Coverage,
            _forecasts.Interval.MeanWidth,
            _directionalHits,
            _directionalRows,
            byName);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        _forecasts.Save(writer);
        _baseRates.Save(writer);
        _ewma.Save(writer);
        foreach (var count in (ReadOnlySpan<long>)[.. _outcomes, _directionalHits, _directionalRows, _nextDirectional])
        {
            writer.Write(count);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not such a state.</exception>
    public void Load(BinaryReader reader)
    {
        var version = reader.ReadByte();
        if (version != FormatVersion)
        {
            throw new InvalidDataException($"Version {version} of a score's state is unknown here.");
        }

        _forecasts.Load(reader);
        _baseRates.Load(reader);
        _ewma.Load(reader);
        for (var i = 0; i < _outcomes.Length; i++)
        {
            _outcomes[i] = reader.ReadInt64();
        }

        _directionalHits = reader.ReadInt64();
        _directionalRows = reader.ReadInt64();
        _nextDirectional = reader.ReadInt64();
    }

    /// <summary>A sleeper is not scored.</summary>
    private static void AddExpert(ForecastScore score, BlendedForecast forecast, int expert, int actual)
    {
        if (expert >= 0 && forecast.ExpertProbabilities.Slice(expert * 3, 3) is var p && !double.IsNaN(p[0]))
        {
            score.Add(p, actual);
        }
    }

    /// <summary>Only outcomes that do not overlap, one per horizon: overlapping ones are not independent and would make the p-value too small.</summary>
    private void AddDirection(ReadOnlySpan<double> p, Outcome outcome)
    {
        if (outcome.Time < _nextDirectional)
        {
            return;
        }

        _nextDirectional = outcome.Time + _horizon.Length;
        if (outcome.Move == PriceMove.Flat || p[0] == p[2])
        {
            return;
        }

        _directionalRows++;
        _directionalHits += p[2] > p[0] == (outcome.Move == PriceMove.Up) ? 1 : 0;
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
