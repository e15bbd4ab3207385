using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Predictors;
using ActorTrading.Engine.Symbols;
using ActorTrading.Market;
using ActorTrading.Market.Bars;

namespace ActorTrading.Engine.Replay;

/// <summary>
/// Recomputes one symbol from its recorded rows, sequentially and without actors, and holds the result against the derived events of the journal.
/// Failures of models are taken from the journal: they were chance, everything else follows.
/// </summary>
internal sealed class SymbolReplay
{
    private readonly Symbol _symbol;
    private readonly SymbolPipeline _pipeline;
    private readonly HorizonReplay[] _horizons;
    private readonly Queue<ClosedBar> _bars = new();
    private readonly Queue<PredictionIssued> _predictions = new();
    private readonly Queue<WeightsChanged> _weights = new();
    private bool _forecastsStored;

    public SymbolReplay(Symbol symbol, EngineOptions options, ModelSet models, IReadOnlyList<ModelFailed> faults)
    {
        _symbol = symbol;
        _pipeline = new SymbolPipeline(symbol, options);
        _horizons = [.. options.Horizons.Select(h => new HorizonReplay(h, options, models.For(h), [.. faults.Where(f => f.Horizon == h)]))];
    }

    public long Differences { get; private set; }

    public string? FirstDifference { get; private set; }

    public void Add(ISymbolEvent journalled)
    {
        switch (journalled)
        {
            case TicksRecorded e when Follows(e.Source, e.Position, e.Ticks.Length):
                var fromTicks = _pipeline.Process(new TickBatch(_symbol, e.Ticks, e.Source, e.Position), e.LatestPlausibleTime);
                Compare(e.Refused, fromTicks.Refused, e.Source, e.Position);
                Recompute(fromTicks, warm: false);
                break;
            case BarsRecorded e when e.History || Follows(e.Source, e.Position, e.Bars.Length):
                var fromBars = _pipeline.Process(new BarBatch(_symbol, e.Timeframe, e.Bars, e.Source, e.Position), e.LatestPlausibleTime, e.History);
                Compare(e.Refused, fromBars.Refused, e.Source, e.Position);
                Recompute(fromBars, e.History);
                break;
            case BarCorrected e:
                _pipeline.Correct(e.Timeframe, e.Bar);
                break;
            case BarClosed e:
                Check(_bars.TryDequeue(out var bar) && bar.Timeframe == e.Timeframe && bar.Bar == e.Bar, $"bar {e.Timeframe} of {e.Bar.OpenTime}", e.Bar, bar.Bar);
                break;
            case PredictionIssued e:
                _forecastsStored = true;
                Check(
                    _predictions.TryDequeue(out var prediction) && PredictionComparer.Same(e, prediction), $"prediction {e.Horizon} of {e.Time}",
                    Describe(e), prediction is null ? "none" : Describe(prediction));
                break;
            case WeightsChanged e:
                Check(
                    _weights.TryDequeue(out var weights) && weights.Horizon == e.Horizon && weights.Time == e.Time && PredictionComparer.Same(e.Weights, weights.Weights),
                    $"weights {e.Horizon} of {e.Time}", string.Join(' ', e.Weights), weights is null ? "none" : string.Join(' ', weights.Weights));
                break;
        }
    }

    /// <summary>
    /// What was recomputed and is not in the journal counts as a difference, except forecasts of the last batch: a node that was stopped hard
    /// may have stored its rows and not yet its forecasts, and makes up for that when it starts again. Forecasts are stored all together or not at all.
    /// </summary>
    public void End()
    {
        if (_forecastsStored)
        {
            CheckNoneIsMissing();
        }

        foreach (var bar in _bars)
        {
            Check(ok: false, $"bar {bar.Timeframe} of {bar.Bar.OpenTime}", "none", bar.Bar);
        }
    }

    private void Recompute(PipelineResult result, bool warm)
    {
        // A batch without forecasts in the journal is only lawful at its end, so those of earlier batches must have been met by now.
        CheckNoneIsMissing();
        _forecastsStored = false;
        if (!warm)
        {
            foreach (var bar in result.Closed)
            {
                _bars.Enqueue(bar);
            }
        }

        foreach (var row in result.Rows)
        {
            foreach (var horizon in _horizons)
            {
                foreach (var derived in horizon.Step(row, warm))
                {
                    switch (derived)
                    {
                        case PredictionIssued prediction:
                            _predictions.Enqueue(prediction);
                            break;
                        case WeightsChanged weights:
                            _weights.Enqueue(weights);
                            break;
                    }
                }
            }
        }
    }

    private bool Follows(string source, long position, int rows)
    {
        var stored = _pipeline.PositionOf(source);
        Check(position - rows == stored, $"rows of {source} up to {position}", $"{rows} rows from {position - rows}", $"{stored} rows before them");
        return position - rows == stored;
    }

    private void CheckNoneIsMissing()
    {
        while (_predictions.TryDequeue(out var missing))
        {
            Check(ok: false, $"prediction {missing.Horizon} of {missing.Time}", "none", Describe(missing));
        }

        while (_weights.TryDequeue(out var missing))
        {
            Check(ok: false, $"weights {missing.Horizon} of {missing.Time}", "none", string.Join(" ", missing.Weights));
        }
    }

    private void Compare(IReadOnlyList<RefusedRow> recorded, IReadOnlyList<RefusedRow> recomputed, string source, long position) =>
        Check(recorded.SequenceEqual(recomputed), $"refused rows of {source} up to {position}", $"{recorded.Count} rows", $"{recomputed.Count} rows");

    private void Check(bool ok, string what, object journal, object recomputed)
    {
        if (ok)
        {
            return;
        }

        Differences++;
        FirstDifference ??= $"{_symbol}: {what}: the journal says {journal}, recomputed {recomputed}";
    }

    private static string Describe(PredictionIssued p) => FormattableString.Invariant(
        $"{p.Probabilities[0]:R}/{p.Probabilities[1]:R}/{p.Probabilities[2]:R} [{p.IntervalLow:R}, {p.IntervalHigh:R}] {p.Signal}");
}
