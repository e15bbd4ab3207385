using ActorTrading.Actors.Persistence;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Replay;
using ActorTrading.Engine.Tests.Running;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Tests.Replay;

public sealed class JournalReplayTests : IAsyncLifetime
{
    private static readonly ModelSet Models = ModelFactory.Untrained(TestMarket.Options);

    private BreakableJournal _journal = null!;
    private List<ISymbolEvent> _events = null!;

    public async ValueTask InitializeAsync()
    {
        _journal = await EngineRun.UndisturbedAsync(TestMarket.Cut(TestMarket.Btc, TestMarket.Ticks(9, 64), () => 19), TestMarket.Options, Models);
        _events = await _journal.EventsAsync("BTC-USDT");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Run_JournalOfTheActors_NoDifferencesAndTrueCounts()
    {
        var report = await JournalReplay.RunAsync(_journal, TestMarket.Options, Models);

        Assert.Equal((0, null), (report.Differences, report.FirstDifference));
        Assert.Equal(
            (1, _events.Count, _events.OfType<TicksRecorded>().Sum(e => e.Ticks.Length), _events.OfType<BarClosed>().Count(), _events.OfType<PredictionIssued>().Count()),
            (report.Symbols, report.Events, report.Ticks, report.Bars, report.Predictions));
        Assert.Equal(64, report.Hash.Length);
    }

    [Fact]
    public async Task Run_WithoutModels_SameHashAndNothingCompared()
    {
        var counted = await JournalReplay.RunAsync(_journal, TestMarket.Options, null);

        Assert.Equal((await JournalReplay.RunAsync(_journal, TestMarket.Options, Models)).Hash, counted.Hash);
        Assert.Equal(0, counted.Differences);
    }

    [Fact]
    public async Task Run_OneBarAltered_NamesIt()
    {
        var report = await AlteredAsync<BarClosed>(30, e => e with { Bar = e.Bar with { High = e.Bar.High + 1 } });

        var bar = _events.OfType<BarClosed>().ElementAt(30);
        Assert.Equal(1, report.Differences);
        Assert.Contains($"BTC-USDT: bar {bar.Timeframe} of {bar.Bar.OpenTime}", report.FirstDifference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OnePredictionAlteredInTheLastBit_NamesIt()
    {
        var report = await AlteredAsync<PredictionIssued>(5, e => e with { Probabilities = [Math.BitIncrement(e.Probabilities[0]), e.Probabilities[1], e.Probabilities[2]] });

        var prediction = _events.OfType<PredictionIssued>().ElementAt(5);
        Assert.Equal(1, report.Differences);
        Assert.Contains($"prediction {prediction.Horizon} of {prediction.Time}", report.FirstDifference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OneWeightAltered_NamesIt()
    {
        var report = await AlteredAsync<WeightsChanged>(4, e => e with { Weights = [Math.BitDecrement(e.Weights[0]), .. e.Weights[1..]] });

        Assert.Equal(1, report.Differences);
        Assert.Contains($"weights {_events.OfType<WeightsChanged>().ElementAt(4).Horizon} of", report.FirstDifference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OneRefusalAltered_NamesTheBatch()
    {
        var report = await AlteredAsync<TicksRecorded>(
            _events.OfType<TicksRecorded>().ToList().FindIndex(e => e.Refused.Count > 0), e => e with { Refused = [e.Refused[0] with { Reason = RefusalReason.AbsurdPrice }, .. e.Refused.Skip(1)] });

        Assert.Equal(1, report.Differences);
        Assert.Contains("refused rows of walk up to", report.FirstDifference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OneTickAltered_WhatFollowsDiffers()
    {
        var report = await AlteredAsync<TicksRecorded>(3, e =>
        {
            var ticks = e.Ticks.ToArray();
            ticks[4] = ticks[4] with { Price = ticks[4].Price + 1_000_000_000 };
            return e with { Ticks = ticks };
        });

        Assert.True(report.Differences > 1);
        Assert.Contains("bar 1m of", report.FirstDifference, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(PredictionIssued))]
    [InlineData(typeof(WeightsChanged))]
    [InlineData(typeof(BarClosed))]
    [InlineData(typeof(TicksRecorded))]
    public async Task Run_AnyEventRemoved_IsADifference(Type type)
    {
        var places = Enumerable.Range(0, _events.Count).Where(i => _events[i].GetType() == type).ToList();
        foreach (var place in new[] { places[0], places[places.Count / 2], places[^1] })
        {
            if (type == typeof(TicksRecorded) && place == places[^1] && place == _events.Count - 1)
            {
                continue; // A journal that ends one batch earlier is a good journal.
            }

            var report = await JournalReplay.RunAsync(await JournalOfAsync([.. _events.Where((_, i) => i != place)]), TestMarket.Options, Models);
            Assert.True(report.Differences > 0, $"without the {type.Name} at {place} of {_events.Count}");
            Assert.NotNull(report.FirstDifference);
        }
    }

    [Fact]
    public async Task Run_ForecastsOfTheLastBatchMissing_IsLawful()
    {
        var cut = _events.FindLastIndex(e => e is PredictionIssued);
        var lastBatch = _events.FindLastIndex(cut, e => e is TicksRecorded);
        var end = _events.FindIndex(lastBatch, e => e is OutcomeObserved or PredictionIssued);

        var report = await JournalReplay.RunAsync(await JournalOfAsync(_events[..end]), TestMarket.Options, Models);

        Assert.Equal((0, null), (report.Differences, report.FirstDifference));
    }

    private Task<ReplayReport> AlteredAsync<T>(int which, Func<T, T> alter)
        where T : ISymbolEvent => AlteredAsync(_events.FindIndex(e => ReferenceEquals(e, _events.OfType<T>().Skip(which).Cast<object>().First())), e => alter((T)e));

    private async Task<ReplayReport> AlteredAsync(int place, Func<ISymbolEvent, ISymbolEvent> alter)
    {
        var events = _events.ToList();
        events[place] = alter(events[place]);
        return await JournalReplay.RunAsync(await JournalOfAsync(events), TestMarket.Options, Models);
    }

    private static async Task<InMemoryJournal> JournalOfAsync(List<ISymbolEvent> events)
    {
        var journal = new InMemoryJournal();
        await journal.WriteAsync([.. events.Select((e, i) => new PersistentRepr(e, i + 1, "symbol-BTC-USDT", "w", 0, []))]);
        return journal;
    }
}
