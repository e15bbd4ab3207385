using ActorTrading.Engine.Evaluation;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Predictors;
using ActorTrading.Engine.Training;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;

namespace ActorTrading.Engine.Tests.Evaluation;

/// <summary>What the forecasts are worth on real hours: trained to the end of 2023, walked forward through 2024.</summary>
public sealed class RealHistoryTests(RealHistoryTests.Year2024 year) : IClassFixture<RealHistoryTests.Year2024>
{
    [Fact]
    public void LogLoss_AtOneAndFourHours_BeatsBaseRatesAndVolatility()
    {
        foreach (var horizon in (ReadOnlySpan<Horizon>)[Horizon.H1, Horizon.H4])
        {
            var score = year.Scores[horizon];

            Assert.InRange(score.Rows, 8_770, 8_784);
            Assert.True(score.LogLoss < score.BaseRateLogLoss, $"{horizon}: {score.LogLoss} against base rates {score.BaseRateLogLoss}");
            Assert.True(score.LogLoss < score.EwmaLogLoss, $"{horizon}: {score.LogLoss} against EWMA {score.EwmaLogLoss}");
        }
    }

    /// <summary>The figures a static XGBoost with about 30 features reaches on these rows.</summary>
    [Theory]
    [InlineData("1h", 0.2644)]
    [InlineData("4h", 0.6511)]
    [InlineData("24h", 1.0780)]
    public void LogLoss_AtEveryHorizon_IsBelowXGBoosts(string horizon, double peer)
    {
        Assert.True(year.Scores[Horizon.Parse(horizon)].LogLoss < peer, $"{horizon}: {year.Scores[Horizon.Parse(horizon)].LogLoss} against {peer}");
    }

    [Fact]
    public void Confidence_AtOneHour_IsAProbability()
    {
        Assert.InRange(year.Scores[Horizon.H1].Ece, 0, 0.02);
    }

    [Fact]
    public void Interval_AtEveryHorizon_CoversWhatItSays()
    {
        Assert.All(year.Scores.Values, score => Assert.InRange(score.IntervalCoverage, 0.88, 0.92));
    }

    public sealed class Year2024
    {
        public Year2024()
        {
            var history = CandleHistory.Load([ActorTrading.Tests.MarketData.File("BTC-USDT.1h.2020-2024.csv.gz")]);
            var options = new EngineOptions { DecisionTimeframe = Timeframe.H1 }.Validate();
            var rows = SymbolRows.From(history.Symbol, history.Bars, options);
            var until = (long)(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalMicroseconds;
            var models = ModelFactory.Trained("test", options.Horizons.Select(h => Trainer.Fit(h, [rows], until, options, new TrainingOptions())), options);
            Scores = options.Horizons.ToDictionary(h => h, h => WalkForward.Run(rows, h, until, models, options).Score);
        }

        public IReadOnlyDictionary<Horizon, HorizonScore> Scores { get; }
    }
}
