using ActorTrading.Learning.Drift;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Learning.Tests.Drift;

public sealed class AdwinTests
{
    [Fact]
    public void CutThreshold_PublishedDefaults_GivesTheWorkedValue() =>
        Assert.Equal(0.417971, Adwin.CutThreshold(100, 100, 0.25, 0.002, 5), 6);

    [Fact]
    public void Add_Stationary_KnowsMeanAndVarianceOfEverything()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 1000).Select(_ => random.NextDouble()).ToArray();
        var window = new Adwin();

        Assert.All(values, v => Assert.Equal(DriftState.None, window.Add(v)));

        Assert.Equal(1000, window.Count);
        Assert.Equal(values.Average(), window.Mean, 12);
        Assert.Equal(values.Average(v => Math.Pow(v - values.Average(), 2)), window.Variance, 12);
    }

    [Theory]
    [InlineData(0.2, 0.8)]
    [InlineData(0.8, 0.2)]
    public void Add_ShiftOfTheMean_IsSeenAndForgotten(double before, double after)
    {
        var random = new Random(2);
        var window = new Adwin();
        var seen = -1;
        for (var i = 0; i < 4000; i++)
        {
            var state = window.Add(random.NextDouble() < (i < 2000 ? before : after) ? 1 : 0);
            seen = state == DriftState.Drift && seen < 0 ? i : seen;
        }

        Assert.InRange(seen, 2000, 2064);
        Assert.InRange(window.Count, 1800, 2100);
        Assert.Equal(after, window.Mean, 0.05);
    }

    /// <summary>A large offset must not cost the digits that the decision needs.</summary>
    [Fact]
    public void Add_LargeOffset_DecidesAsWithout()
    {
        var random = new Random(3);
        var (plain, moved) = (new Adwin(), new Adwin());
        for (var i = 0; i < 3000; i++)
        {
            var value = Math.Round((random.NextDouble() + (i < 1500 ? 0 : 0.5)) * 1024) / 1024;

            Assert.Equal(plain.Add(value), moved.Add(value + 1e9));
        }

        Assert.Equal(plain.Count, moved.Count);
        Assert.Equal(plain.Variance, moved.Variance, 6);
    }

    [Fact]
    public void Add_AnyStream_DecidesAsTheDefinition() =>
        Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var options = new AdwinOptions { Delta = 0.05, Clock = 1 + random.Next(40), Grace = random.Next(20), MinSubWindow = 1 + random.Next(8), MaxBuckets = 2 + random.Next(5) };
            var (window, naive) = (new Adwin(options), new NaiveAdwin(options));
            var level = 0.5;
            for (var i = 0; i < 400; i++)
            {
                level = random.Next(100) == 0 ? random.NextDouble() : level;
                var value = random.NextDouble() < level ? 1.0 : random.NextDouble();
                var dropped = naive.Add(value);
                if (dropped != (window.Add(value) == DriftState.Drift) || naive.Values.Count != window.Count || Math.Abs(naive.Values.Average() - window.Mean) > 1e-9)
                {
                    return false;
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void Add_ManyValues_NeedsFewBuckets()
    {
        var window = new Adwin();
        for (var i = 0; i < 200_000; i++)
        {
            window.Add(i & 1);
        }

        Assert.Equal(200_000, window.Count);
        Assert.Equal(0.25, window.Variance, 9);
        Assert.InRange(StateCopy.Bytes(window.Save).Length, 1, 2000);
    }

    [Fact]
    public void Add_Empty_HasNoMean()
    {
        var window = new Adwin();

        Assert.Equal((0L, 0.0, 0.0), (window.Count, window.Mean, window.Variance));
    }

    /// <summary>ADWIN2 with every value kept and every statistic taken from the values.</summary>
    private sealed class NaiveAdwin(AdwinOptions options)
    {
        // Oldest first; sizes are powers of two.
        private readonly List<List<double>> _buckets = [];
        private int _ticks;

        public List<double> Values => [.. _buckets.SelectMany(b => b)];

        public bool Add(double value)
        {
            _buckets.Add([value]);
            for (var size = 1; _buckets.Count(b => b.Count == size) > options.MaxBuckets; size *= 2)
            {
                var at = _buckets.FindIndex(b => b.Count == size);
                _buckets[at].AddRange(_buckets[at + 1]);
                _buckets.RemoveAt(at + 1);
            }

            var dropped = false;
            if (++_ticks % options.Clock == 0 && Values.Count > options.Grace)
            {
                while (Differs())
                {
                    _buckets.RemoveAt(0);
                    dropped = true;
                }
            }

            return dropped;
        }

        private bool Differs()
        {
            var all = Values;
            var mean = all.Average();
            var variance = all.Average(v => (v - mean) * (v - mean));
            for (var i = 1; i < _buckets.Count; i++)
            {
                var older = _buckets.Take(i).SelectMany(b => b).ToList();
                var newer = _buckets.Skip(i).SelectMany(b => b).ToList();
                if (older.Count >= options.MinSubWindow && newer.Count >= options.MinSubWindow
                    && Math.Abs(older.Average() - newer.Average()) > Adwin.CutThreshold(older.Count, newer.Count, variance, options.Delta, options.MinSubWindow))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
