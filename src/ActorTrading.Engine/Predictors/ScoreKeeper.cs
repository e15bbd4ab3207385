using ActorTrading.Engine.Models;
using ActorTrading.Learning.Blending;
using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.Predictors;

/// <summary>Adds up how the forecasts of one horizon do. Live and offline scores are this same sum.</summary>
public sealed class ScoreKeeper
{
    private const double SmallestProbability = 1e-15;
    private const int Bins = 15;

    private readonly Horizon _horizon;
    private readonly IReadOnlyList<string> _experts;
    private readonly int _baseRates;
    private readonly int _ewma;
    private readonly double _intervalLevel;
    private readonly long[] _outcomes = new long[3];
    private readonly double[] _binConfidence = new double[Bins];
    private readonly long[] _binRows = new long[Bins];
    private readonly long[] _binRight = new long[Bins];
    private long _rows;
    private long _right;
    private double _logLoss;
    private double _brier;
    private double _baseRateLogLoss;
    private long _baseRateRows;
    private double _ewmaLogLoss;
    private long _ewmaRows;
    private long _selected;
    private long _selectedRight;
    private long _covered;
    private double _width;
    private long _directionalHits;
    private long _directionalRows;
    private long _nextDirectional = long.MinValue;

    /// <param name="experts">Names of the experts in the order of their probabilities.</param>
    /// <param name="selectiveThreshold">Confidence from which an answer counts as selected.</param>
    public ScoreKeeper(Horizon horizon, IReadOnlyList<string> experts, double intervalLevel, double selectiveThreshold = 0.85)
    {
        _horizon = horizon;
        _experts = experts;
        _baseRates = IndexOf(experts, OnlineModel.BaseRatesName);
        _ewma = IndexOf(experts, VolatilityModel.ModelName);
        _intervalLevel = intervalLevel;
        SelectiveThreshold = selectiveThreshold;
    }

    public double SelectiveThreshold { get; }

    /// <summary>Adds one forecast and what became of it. Cost O(1), no allocation.</summary>
    public void Add(PendingForecast pending, Outcome outcome)
    {
        var forecast = pending.Forecast;
        var p = forecast.Probabilities;
        var actual = (int)outcome.Move;
        var top = 0;
        for (var i = 1; i < 3; i++)
        {
            top = p[i] > p[top] ? i : top;
        }

        var right = top == actual;
        _rows++;
        _outcomes[actual]++;
        _right += right ? 1 : 0;
        _logLoss += Loss(p[actual]);
        for (var i = 0; i < 3; i++)
        {
            var error = p[i] - (i == actual ? 1 : 0);
            _brier += error * error;
        }

        var bin = Math.Min(Bins - 1, (int)(p[top] * Bins));
        _binRows[bin]++;
        _binConfidence[bin] += p[top];
        _binRight[bin] += right ? 1 : 0;
        if (p[top] >= SelectiveThreshold)
        {
            _selected++;
            _selectedRight += right ? 1 : 0;
        }

        _covered += outcome.Return >= forecast.IntervalLow && outcome.Return <= forecast.IntervalHigh ? 1 : 0;
        _width += forecast.IntervalHigh - forecast.IntervalLow;
        AddExpert(forecast, _baseRates, actual, ref _baseRateLogLoss, ref _baseRateRows);
        AddExpert(forecast, _ewma, actual, ref _ewmaLogLoss, ref _ewmaRows);
        AddDirection(p, outcome);
    }

    public HorizonScore Current(ReadOnlySpan<double> weights)
    {
        var ece = 0.0;
        for (var i = 0; i < Bins; i++)
        {
            ece += Math.Abs(_binRight[i] - _binConfidence[i]);
        }

        var byName = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < weights.Length; i++)
        {
            byName[_experts[i]] = weights[i];
        }

        double rows = _rows;
        return new HorizonScore(
            _rows,
            [_outcomes[0] / rows, _outcomes[1] / rows, _outcomes[2] / rows],
            _right / rows,
            _logLoss / rows,
            _baseRateLogLoss / _baseRateRows,
            _ewmaLogLoss / _ewmaRows,
            ece / rows,
            _brier / rows,
            SelectiveThreshold,
            _selectedRight / (double)_selected,
            _selected / rows,
            _intervalLevel,
            _covered / rows,
            _width / rows,
            _directionalHits,
            _directionalRows,
            byName);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write((byte)1);
        foreach (var count in (ReadOnlySpan<long>)[
            _rows, _right, _baseRateRows, _ewmaRows, _selected, _selectedRight, _covered, _directionalHits, _directionalRows, _nextDirectional])
        {
            writer.Write(count);
        }

        foreach (var sum in (ReadOnlySpan<double>)[_logLoss, _brier, _baseRateLogLoss, _ewmaLogLoss, _width])
        {
            writer.Write(sum);
        }

        foreach (var count in _outcomes)
        {
            writer.Write(count);
        }

        for (var i = 0; i < Bins; i++)
        {
            writer.Write(_binRows[i]);
            writer.Write(_binRight[i]);
            writer.Write(_binConfidence[i]);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not such a state.</exception>
    public void Load(BinaryReader reader)
    {
        var version = reader.ReadByte();
        if (version != 1)
        {
            throw new InvalidDataException($"Version {version} of a score's state is unknown here.");
        }

        _rows = reader.ReadInt64();
        _right = reader.ReadInt64();
        _baseRateRows = reader.ReadInt64();
        _ewmaRows = reader.ReadInt64();
        _selected = reader.ReadInt64();
        _selectedRight = reader.ReadInt64();
        _covered = reader.ReadInt64();
        _directionalHits = reader.ReadInt64();
        _directionalRows = reader.ReadInt64();
        _nextDirectional = reader.ReadInt64();
        _logLoss = reader.ReadDouble();
        _brier = reader.ReadDouble();
        _baseRateLogLoss = reader.ReadDouble();
        _ewmaLogLoss = reader.ReadDouble();
        _width = reader.ReadDouble();
        for (var i = 0; i < _outcomes.Length; i++)
        {
            _outcomes[i] = reader.ReadInt64();
        }

        for (var i = 0; i < Bins; i++)
        {
            _binRows[i] = reader.ReadInt64();
            _binRight[i] = reader.ReadInt64();
            _binConfidence[i] = reader.ReadDouble();
        }
    }

    private static void AddExpert(BlendedForecast forecast, int expert, int actual, ref double loss, ref long rows)
    {
        if (expert < 0)
        {
            return;
        }

        var p = forecast.ExpertProbabilities[(expert * 3) + actual];
        if (!double.IsNaN(p))
        {
            loss += Loss(p);
            rows++;
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

    private static double Loss(double p) => -Math.Log(Math.Max(p, SmallestProbability));

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
