using ActorTrading.Actors;
using ActorTrading.Engine.Predictors;
using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

/// <summary>The decision bars of one batch on their way through the predictors.</summary>
internal sealed class ForecastRound(int rows, IReadOnlyList<Horizon> horizons, IActorRef? replyTo, string? source)
{
    private readonly List<RowForecast>[] _byHorizon = [.. horizons.Select(_ => new List<RowForecast>(rows))];
    private int _missing = rows * horizons.Count;

    public IActorRef? ReplyTo { get; } = replyTo;

    public string? Source { get; } = source;

    /// <summary>True when the last one has come.</summary>
    public bool Add(RowForecast forecast)
    {
        for (var i = 0; i < horizons.Count; i++)
        {
            if (horizons[i] == forecast.Horizon)
            {
                _byHorizon[i].Add(forecast);
                return --_missing == 0;
            }
        }

        return false;
    }

    public HorizonScore ScoreOf(Horizon horizon) => _byHorizon.First(list => list[0].Horizon == horizon)[^1].Score;

    /// <summary>By bar, then by horizon: an order that does not depend on which predictor was faster.</summary>
    public IReadOnlyList<RowForecast> InOrder()
    {
        var ordered = new List<RowForecast>(rows * horizons.Count);
        for (var row = 0; row < rows; row++)
        {
            ordered.AddRange(_byHorizon.Select(list => list[row]));
        }

        return ordered;
    }
}
