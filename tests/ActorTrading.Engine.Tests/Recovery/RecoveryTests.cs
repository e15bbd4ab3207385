using ActorTrading.Actors.Persistence;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Replay;
using ActorTrading.Engine.Symbols;
using ActorTrading.Engine.Tests.Running;
using ActorTrading.Market;
using ActorTrading.Tests;

namespace ActorTrading.Engine.Tests.Recovery;

public sealed class RecoveryTests
{
    private const int Bars = 64;
    private const int Rounds = 25;

    private static readonly Horizon H = ModelScript.Short;

    /// <summary>The same at every time it is asked: a failure that is in the data, not in the moment.</summary>
    private static readonly Func<Horizon, string, long, Fault> SomeFaults = (h, model, time) =>
        (model, (time / (5 * TestMarket.Minute)) % 11) switch
        {
            ("a", 3) => Fault.Throw,
            ("b", 7) when h == H => Fault.NotANumber,
            _ => Fault.None,
        };

    [Fact]
    public async Task Restart_AfterTheWritesBrokeAnywhere_GivesTheSameBarsPredictionsAndWeights()
    {
        var batches = TestMarket.Cut(TestMarket.Btc, TestMarket.Ticks(5, Bars), () => 23);
        var models = new ModelScript { FaultAt = SomeFaults }.Models("a", "b", "c");
        var whole = await EngineRun.UndisturbedAsync(batches, TestMarket.Options, models);
        var expected = await EngineRun.HashAsync(whole, TestMarket.Options);
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            int[] cuts = [random.Next(whole.Writes), random.Next(whole.Writes)];
            var options = TestMarket.Options with { SnapshotEvery = random.Next(1, 200) };
            var storeBeforeFailing = random.Next(2) == 1;
            var what = $"cuts at writes {cuts[0]} and {cuts[1]}, stored all the same: {storeBeforeFailing}, a snapshot every {options.SnapshotEvery}";

            var journal = await LivesAsync(batches, options, models, cuts, storeBeforeFailing);

            var report = await JournalReplay.RunAsync(journal, options, models);
            Assert.True(report.Differences == 0, $"{what}: {report.FirstDifference}");
            Assert.True(expected == report.Hash, what);
        }
    }

    [Fact]
    public async Task Restart_AtRestWithAndWithoutSnapshot_GivesTheSameInOtherBatches()
    {
        var ticks = TestMarket.Ticks(6, Bars);
        var models = ModelFactory.Untrained(TestMarket.Options);
        var whole = await EngineRun.UndisturbedAsync(TestMarket.Cut(TestMarket.Btc, ticks, () => 31), TestMarket.Options, models);
        var expected = await EngineRun.HashAsync(whole, TestMarket.Options);
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var cut = random.Next(1, ticks.Length);
            var size = random.Next(1, 60);
            Assert.True(
                expected == await StoppedAtAsync(ticks, cut, snapshot: seed % 2 == 0, size, models),
                $"stopped after {cut} rows in batches of {size}, with snapshot: {seed % 2 == 0}");
        }
    }

    [Fact]
    public async Task Restart_FaultInTheJournal_IsTakenFromThereAndNotRunAgain()
    {
        var asked = new HashSet<long>();
        var at = TestMarket.Decision(4);

        // A failure of the moment: it would not happen a second time.
        var script = new ModelScript { FaultAt = (h, model, time) => h == H && model == "a" && time == at && asked.Add(time) ? Fault.Throw : Fault.None };
        var batches = TestMarket.Cut(TestMarket.Btc, TestMarket.Ticks(5, Bars), () => 23);
        var whole = await EngineRun.UndisturbedAsync(batches, TestMarket.Options, script.Models("a", "b"));
        asked.Clear();

        var journal = new BreakableJournal();
        await using (var first = new EngineRun(journal, TestMarket.Options, script.Models("a", "b")))
        {
            Assert.True(await first.FeedAsync(batches.TakeWhile(b => b.Ticks.Span[0].Time < TestMarket.Decision(7))));
        }

        var before = script.Asked(H, "a", at);
        await using (var second = new EngineRun(journal, TestMarket.Options, script.Models("a", "b")))
        {
            Assert.True(await second.FeedAsync(batches));
        }

        Assert.Equal(before, script.Asked(H, "a", at));
        Assert.Single((await journal.EventsAsync("BTC-USDT")).OfType<ModelFailed>());
        Assert.Equal(await EngineRun.HashAsync(whole, TestMarket.Options), await EngineRun.HashAsync(journal, TestMarket.Options));
        Assert.Equal(0, (await JournalReplay.RunAsync(journal, TestMarket.Options, script.Models("a", "b"))).Differences);
    }

    [Fact]
    public async Task Restart_CutBetweenTicksAndPredictions_IssuesWhatIsMissing()
    {
        var batches = TestMarket.Cut(TestMarket.Btc, TestMarket.Ticks(5, Bars), () => 2);
        var models = new ModelScript().Models("a", "b");
        var journal = new BreakableJournal { Fails = (_, events) => events.Any(e => e.Payload is PredictionIssued { Time: var t } && t == TestMarket.Decision(5)) };
        await using (var first = new EngineRun(journal, TestMarket.Options, models))
        {
            Assert.False(await first.FeedAsync(batches));
        }

        Assert.DoesNotContain(await journal.EventsAsync("BTC-USDT"), e => e is PredictionIssued { Time: var t } && t == TestMarket.Decision(5));
        var reopened = await journal.ReopenAsync();
        await using var second = new EngineRun(reopened, TestMarket.Options, models);
        await second.PositionAsync(TestMarket.Btc);

        Assert.Equal(2, (await reopened.EventsAsync("BTC-USDT")).Count(e => e is PredictionIssued { Time: var t } && t == TestMarket.Decision(5)));
        Assert.Equal(TestMarket.Decision(5), second.View.Find(TestMarket.Btc)!.Latest()[0].Time);
    }

    [Fact]
    public async Task Restart_FromSnapshotAtTheEnd_ReadersSeeWhatTheySawBefore()
    {
        var batches = TestMarket.Cut(TestMarket.Btc, TestMarket.Ticks(5, Bars), () => 23);
        var models = ModelFactory.Untrained(TestMarket.Options);
        var journal = new BreakableJournal();
        var snapshots = new InMemorySnapshotStore();
        await using var first = new EngineRun(journal, TestMarket.Options, models, snapshots);
        Assert.True(await first.FeedAsync(batches));
        await first.SaveAsync(TestMarket.Btc);
        var before = first.View.Find(TestMarket.Btc)!;
        await first.DisposeAsync();

        await using var second = new EngineRun(journal, TestMarket.Options, models, snapshots);
        await second.PositionAsync(TestMarket.Btc);
        var after = second.View.Find(TestMarket.Btc)!;
        await Eventually.TrueAsync(() => after.Latest().Count == 2, "both horizons' forecasts are back");

        Assert.Equal(before.Latest().Select(p => (p.Horizon, p.Time, p.Confidence)), after.Latest().Select(p => (p.Horizon, p.Time, p.Confidence)));
        Assert.Equal(before.Scores()[H].LogLoss, after.Scores()[H].LogLoss);
        Assert.Equal(before.Scores()[H].Weights, after.Scores()[H].Weights);
        Assert.Equal(before.Fed().Accepted, after.Fed().Accepted);
        Assert.Equal(before.Fed().Refused, after.Fed().Refused);
        Assert.Equal(before.Fed().LastTime, after.Fed().LastTime);
        Assert.Equal(before.Bars.Page(Timeframe.M5, 100, long.MaxValue), after.Bars.Page(Timeframe.M5, 100, long.MaxValue));
        Assert.Equal(before.Bars.Counts(), after.Bars.Counts());
    }

    [Theory]
    [InlineData("pipeline")]
    [InlineData("predictor version")]
    [InlineData("model state")]
    public async Task Restart_SnapshotCannotBeRead_RecoversFromTheJournal(string damage)
    {
        var batches = TestMarket.Cut(TestMarket.Btc, TestMarket.Ticks(5, Bars), () => 23);
        var models = new ModelScript().Models("a", "b");
        var whole = await EngineRun.UndisturbedAsync(batches, TestMarket.Options, models);
        var journal = new BreakableJournal();
        var snapshots = new InMemorySnapshotStore();
        await using (var first = new EngineRun(journal, TestMarket.Options, models, snapshots))
        {
            Assert.True(await first.FeedAsync(batches.SkipLast(3)));
            await first.SaveAsync(TestMarket.Btc);
        }

        var saved = (await snapshots.LoadAsync("symbol-BTC-USDT", SnapshotSelectionCriteria.Latest, TestContext.Current.CancellationToken))!;
        var good = (SymbolSnapshot)saved.Snapshot;
        var predictors = good.Predictors.ToDictionary(p => p.Key, p => p.Value.ToArray());
        predictors[H] = damage switch
        {
            "predictor version" => [77, .. predictors[H][1..]],
            "model state" => [.. predictors[H][..^12], 7, 0, 0, 0, .. predictors[H][^7..]], // The last block: a length, and a double that lacks a byte.
            _ => predictors[H],
        };
        var damaged = good with { Pipeline = damage == "pipeline" ? good.Pipeline[..^9] : good.Pipeline, Predictors = predictors };
        await snapshots.SaveAsync(saved.Metadata, damaged, TestContext.Current.CancellationToken);

        await using var second = new EngineRun(journal, TestMarket.Options, models, snapshots);
        foreach (var batch in batches.TakeLast(3))
        {
            await TellUntilStoredAsync(second, batch);
        }

        Assert.Equal(await EngineRun.HashAsync(whole, TestMarket.Options), await EngineRun.HashAsync(journal, TestMarket.Options));
    }

    [Fact]
    public async Task Restart_ModelFailedWhileWarmingUp_IsJournalledOnceAndReplays()
    {
        var script = new ModelScript();
        var models = new ModelSet("observing", script.Models("a", "b").Horizons.ToDictionary(h => h.Key, h => new HorizonModels(
            [.. h.Value.Specs.Select(s => s with { Create = () => new FailsToObserve(s.Create(), s.Name == "a" ? TestMarket.Decision(2) : 0) })], null)));
        var warm = Enumerable.Range(0, 60).Select(i => new Bar(TestMarket.Start + (i * 5 * TestMarket.Minute), 100, 110, 90, 100 + (i % 7), 5, 2, 500, 3)).ToArray();
        var journal = new BreakableJournal();
        await using (var first = new EngineRun(journal, TestMarket.Options, models))
        {
            await first.TellAsync(new HistoryBatch(new BarBatch(TestMarket.Btc, Timeframe.M5, warm, "history", warm.Length)));
        }

        for (var life = 0; life < 2; life++)
        {
            await using var later = new EngineRun(journal, TestMarket.Options, models);
            Assert.Equal(60, (await later.TellAsync(new GetSymbolPosition(TestMarket.Btc, "history"))).Position);
        }

        Assert.Equal(2, (await journal.EventsAsync("BTC-USDT")).OfType<ModelFailed>().Count());
        Assert.Equal(0, (await JournalReplay.RunAsync(journal, TestMarket.Options, models)).Differences);
    }

    /// <summary>Lives that end with a broken write, over one journal and one snapshot store; then one that ends well.</summary>
    private static async Task<BreakableJournal> LivesAsync(
        List<TickBatch> batches, EngineOptions options, ModelSet models, int[] cuts, bool storeBeforeFailing)
    {
        var journal = new BreakableJournal();
        var snapshots = new InMemorySnapshotStore();
        foreach (var cut in cuts)
        {
            journal.StoreBeforeFailing = storeBeforeFailing;
            journal.Fails = (number, _) => number == cut;
            await using (var life = new EngineRun(journal, options, models, snapshots))
            {
                await life.FeedAsync(batches);
            }

            journal = await journal.ReopenAsync();
        }

        await using var last = new EngineRun(journal, options, models, snapshots);
        Assert.True(await last.FeedAsync(batches));
        return journal;
    }

    /// <summary>Told again as long as the symbol is down for its back-off.</summary>
    private static Task TellUntilStoredAsync(EngineRun run, TickBatch batch) =>
        Eventually.TrueAsync(async () => (await run.TellAsync(batch)).Position >= batch.Position, $"{batch.Symbol} stores rows up to {batch.Position}");

    private static async Task<string> StoppedAtAsync(Tick[] ticks, int cut, bool snapshot, int size, ModelSet models)
    {
        var journal = new BreakableJournal();
        var snapshots = new InMemorySnapshotStore();
        var batches = TestMarket.Cut(TestMarket.Btc, ticks[..cut], () => size);
        await using (var first = new EngineRun(journal, TestMarket.Options, models, snapshots))
        {
            Assert.True(await first.FeedAsync(batches));
            if (snapshot)
            {
                await first.SaveAsync(TestMarket.Btc);
            }
        }

        await using var second = new EngineRun(journal, TestMarket.Options, models, snapshots);
        Assert.Equal(cut, (await second.PositionAsync(TestMarket.Btc)).Position);
        var rest = new TickBatch(TestMarket.Btc, ticks.AsMemory(cut), TestMarket.Source, ticks.Length);
        Assert.True(await second.FeedAsync([rest]));
        return await EngineRun.HashAsync(journal, TestMarket.Options);
    }

    private sealed class FailsToObserve(IForecastModel inner, long at) : IForecastModel
    {
        public string Name => inner.Name;

        public string Version => inner.Version;

        public void Observe(FeatureRow row)
        {
            if (row.Time == at)
            {
                throw new InvalidOperationException("not this row");
            }

            inner.Observe(row);
        }

        public void Learn(LabelledRow row) => inner.Learn(row);

        public void Predict(FeatureRow row, Span<double> probabilities) => inner.Predict(row, probabilities);

        public void Save(BinaryWriter writer) => inner.Save(writer);

        public void Load(BinaryReader reader) => inner.Load(reader);
    }
}
