using ActorTrading.Engine.Evaluation;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Replay;
using ActorTrading.Engine.Tests.Running;
using ActorTrading.Engine.Training;
using ActorTrading.Learning.Trees;
using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.Tests.LookAhead;

/// <summary>Whatever happens after a moment, nothing that was said up to it changes by a bit.</summary>
public sealed class PerturbedFutureTests
{
    private static readonly EngineOptions Hourly = new()
    {
        DecisionTimeframe = Timeframe.H1,
        Horizons = [Horizon.H1, Horizon.H4],
        Thresholds = new LabelThresholds(0.003, 0.003),
    };

    private static readonly TrainingOptions FewTrees = new() { Trees = new GradientBoostedTreesOptions { Rounds = 12 } };

    [Fact]
    public async Task Live_FutureTicksExchanged_NothingUpToThenChanges()
    {
        var models = ModelFactory.Untrained(TestMarket.Options);
        var ticks = TestMarket.Ticks(11, 70);
        var whole = await EventsAsync(ticks, models);
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var cut = random.Next(ticks.Length / 2, ticks.Length);
            var perturbed = Perturb(ticks, cut, random);
            var until = ticks[..cut].Max(t => t.Time);

            var other = await EventsAsync(perturbed, models);

            // What the rows before the cut led to, the same to the last bit, and at least that much.
            Assert.Equal(Said(whole, until), Said(other, until));
            Assert.NotEqual(Said(whole, long.MaxValue), Said(other, long.MaxValue));
        }
    }

    [Fact]
    public void History_FutureBarsExchanged_RowsAndOutcomesUpToThenStay()
    {
        var bars = Bars(1, 900);
        var whole = SymbolRows.From(TestMarket.Btc, bars, Hourly);
        for (var seed = 0; seed < 5; seed++)
        {
            var cut = new Random(seed).Next(200, 880);
            var until = bars[cut].OpenTime;
            var other = SymbolRows.From(TestMarket.Btc, Perturb(bars, cut, seed), Hourly);

            var rows = whole.Rows.Count(r => r.Time <= until);
            Assert.True(rows > 100);
            for (var i = 0; i < rows; i++)
            {
                Assert.Equal(whole.Rows[i].Time, other.Rows[i].Time);
                Assert.Equal(whole.Rows[i].Price, other.Rows[i].Price);
                Assert.Equal(Bits([.. whole.Rows[i].Features, whole.Rows[i].BarReturn]), Bits([.. other.Rows[i].Features, other.Rows[i].BarReturn]));
                foreach (var horizon in Hourly.Horizons)
                {
                    if (whole.Rows[i].Time + horizon.Length <= until)
                    {
                        Assert.Equal(whole.OutcomeOf(horizon, i), other.OutcomeOf(horizon, i));
                    }
                }
            }
        }
    }

    [Fact]
    public void Training_WhatIsKnownLaterExchanged_GivesTheSameArtifactToTheByte()
    {
        var bars = Bars(2, 1500);
        var cut = 1200;
        var until = bars[cut].OpenTime;

        Assert.Equal(Train(bars, until), Train(Perturb(bars, cut, 5), until));
        Assert.Equal(Train(bars, until), Train(bars[..cut], until));
        Assert.NotEqual(Train(bars, until), Train(bars, bars[1100].OpenTime));
    }

    [Fact]
    public void WalkForward_FutureBarsExchanged_ScoreUpToThenStays()
    {
        var bars = Bars(3, 1200);
        var cut = 1000;
        var models = ModelFactory.Untrained(Hourly);
        var from = bars[600].OpenTime;

        // A walk over a history that ends at the cut says all there is to say up to it; the perturbed one must have gone the same way.
        var said = Walk(bars, from, models, bars[cut].OpenTime);
        Assert.Equal(said, Walk(Perturb(bars, cut, 6), from, models, bars[cut].OpenTime));
        Assert.Equal(said, Walk(bars[..cut], from, models, bars[cut].OpenTime));
        Assert.NotEmpty(said);
    }

    /// <summary>Every answer the models were asked for, in order, as the walk saw them: a spy beside the real experts.</summary>
    private static List<string> Walk(Bar[] bars, long from, ModelSet models, long until)
    {
        var said = new List<string>();
        var spied = new ModelSet(models.Version, models.Horizons.ToDictionary(h => h.Key, h => h.Value with
        {
            Specs = [.. h.Value.Specs.Select(s => s with { Create = () => new SpyModel(s.Create(), said, until) })],
        }));
        WalkForward.Run(SymbolRows.From(TestMarket.Btc, bars, Hourly), Horizon.H4, from, spied, Hourly, TestContext.Current.CancellationToken);
        return said;
    }

    private static string Train(Bar[] bars, long until)
    {
        var history = SymbolRows.From(TestMarket.Btc, bars, Hourly);
        var fits = Hourly.Horizons.Select(h => Trainer.Fit(h, [history], until, Hourly, FewTrees)).ToList();
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(ForecastArtifact.Pack(fits, Hourly, [TestMarket.Btc], 0, until)));
    }

    private static async Task<List<ISymbolEvent>> EventsAsync(Tick[] ticks, ModelSet models)
    {
        var journal = await EngineRun.UndisturbedAsync(TestMarket.Cut(TestMarket.Btc, ticks, () => 50), TestMarket.Options, models);
        Assert.Equal(0, (await JournalReplay.RunAsync(journal, TestMarket.Options, models)).Differences);
        return await journal.EventsAsync("BTC-USDT");
    }

    private static List<string> Said(List<ISymbolEvent> events, long until)
    {
        var serializer = new SymbolEventSerializer();
        return [.. events.Where(e => e switch
        {
            BarClosed b => b.Bar.OpenTime + b.Timeframe.Length <= until,
            PredictionIssued p => p.Time <= until,
            WeightsChanged w => w.Time <= until,
            OutcomeObserved o => o.ObservedAt <= until && o.Time <= until,
            _ => false,
        }).Select(e => $"{e.GetType().Name} {Convert.ToHexString(serializer.ToBinary(e))}").Order(StringComparer.Ordinal)];
    }

    private static Tick[] Perturb(Tick[] ticks, int cut, Random random)
    {
        var perturbed = (Tick[])ticks.Clone();
        for (var i = cut; i < ticks.Length; i++)
        {
            perturbed[i] = ticks[i] with { Price = (long)(ticks[i].Price * (0.95 + (random.NextDouble() * 0.1))), Size = ticks[i].Size * 3 };
        }

        return perturbed;
    }

    private static Bar[] Perturb(Bar[] bars, int cut, int seed)
    {
        var perturbed = (Bar[])bars.Clone();
        Bars(seed + 1000, bars.Length)[cut..].CopyTo(perturbed, cut);
        return perturbed;
    }

    private static Bar[] Bars(int seed, int count)
    {
        var random = new Random(seed);
        var bars = new Bar[count];
        var price = 100_000_000_000L;
        for (var i = 0; i < count; i++)
        {
            var close = (long)(price * (1 + ((random.NextDouble() - 0.5) * 0.012)));
            var high = (long)(Math.Max(price, close) * 1.001);
            var low = (long)(Math.Min(price, close) * 0.999);
            bars[i] = new Bar(TestMarket.Start + (i * 60 * TestMarket.Minute), price, high, low, close, random.Next(1, 1000) * Fixed.One, Fixed.One / 2, 1000, 10);
            price = close;
        }

        return bars;
    }

    private static IEnumerable<long> Bits(double[] values) => values.Select(BitConverter.DoubleToInt64Bits);
}
