using System.Globalization;
using ActorTrading.Engine;
using ActorTrading.Engine.MarketData;
using ActorTrading.Engine.Signals;
using ActorTrading.Engine.TrainingData;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Cli;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Composition;

/// <summary>What is computed from stored candles, as the settings have it.</summary>
internal static class DerivedRows
{
    public static (MarketDataService Service, SignalService Signals) Services(MarketDatabase database, EngineOptions engine)
    {
        var options = new MarketDataOptions();
        var signals = new SignalService(database, engine.Thresholds, options);
        var training = new TrainingDataService(database, new TrainingDataOptions { Timeframes = [engine.DecisionTimeframe], Thresholds = engine.Thresholds }, options);
        return (new MarketDataService(database, training, signals, options), signals);
    }

    /// <summary>Brings the rows of series up to date after a verb stored candles of them, with progress on standard error.</summary>
    /// <exception cref="StorageException">The database failed; the next refresh does what is left.</exception>
    public static async Task RefreshAsync(
        CliContext cli, NodeOptions node, MarketDatabase database, IEnumerable<SeriesId> series, bool quiet, CancellationToken cancellationToken)
    {
        var (service, _) = Services(database, EngineSettings.Engine(node));
        var progress = new ProgressLine(cli, quiet);
        foreach (var one in series.Distinct().Order())
        {
            var computed = await service.RefreshAsync(one, new Shown(progress, one), cancellationToken);
            if (computed != default)
            {
                progress.Done(string.Create(
                    CultureInfo.InvariantCulture, $"{one}: computed {computed.Indicators:N0} rows of indicators, {computed.TrainingRows:N0} training rows, {computed.Labels:N0} labels"));
            }
        }
    }

    private sealed class Shown(ProgressLine line, SeriesId series) : IProgress<long>
    {
        public void Report(long value) => line.Report(string.Create(CultureInfo.InvariantCulture, $"{series}: {value:N0} rows computed"));
    }
}
