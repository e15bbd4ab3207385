using ActorTrading.Engine.Models;
using ActorTrading.Engine.Symbols;
using ActorTrading.Learning.Baselines;
using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.Training;

/// <summary>The volatility expert of one symbol while a pooled history is walked.</summary>
internal sealed class SymbolVolatility(Timeframe timeframe, Horizon horizon, LabelThresholds thresholds)
{
    private readonly EwmaStudentT _distribution = new(VolatilityModel.OptionsFor(timeframe));
    private readonly double _barsAhead = horizon.Length / (double)timeframe.Length;
    private int _next;

    /// <summary>Standard deviation of the return over the horizon.</summary>
    public double Scale => _distribution.Scale(_barsAhead);

    public void AdvanceTo(IReadOnlyList<FeatureRow> rows, int row)
    {
        for (; _next <= row; _next++)
        {
            _distribution.Update(rows[_next].BarReturn);
        }
    }

    public void PredictProba(Span<double> probabilities) => _distribution.PredictProba(_barsAhead, thresholds.Down, thresholds.Up, probabilities);
}
