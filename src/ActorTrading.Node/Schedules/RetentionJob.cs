using ActorTrading.Engine.Retention;
using ActorTrading.Engine.Schedules;
using ActorTrading.Engine.Views;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Schedules;

/// <summary>Removes old rows of market data.</summary>
/// <param name="view">Tells the market's own time, by which rows grow old.</param>
internal sealed class RetentionJob(MarketDatabase database, int days, MarketView view) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    public string Name => "retention";

    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        var now = view.Now();
        if (now <= 0)
        {
            return "nothing removed: the market's time is not known yet";
        }

        var report = await new RetentionService(database, RetentionOptions.Of(TimeSpan.FromDays(days))).RunAsync(now, cancellation);
        return FormattableString.Invariant(
            $"older than {days} days and removed: {report.Candles} candles, {report.Indicators} rows of indicators, {report.TrainingRows} training rows, {report.Analyses} analyses, {report.Signals} signals");
    }
}
