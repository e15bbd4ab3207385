using ActorTrading.Market.Features;

namespace ActorTrading.Market.Tests.Features;

public sealed class FeatureHistoryTests
{
    private static readonly Timeframe Hour = Timeframe.H1;

    [Fact]
    public void Correct_LateAndCorrectedBars_RowsAfterAreThoseOfTheRightBarsToTheBit()
    {
        var random = new Random(3);
        var right = Walk(random, 300);
        var history = new FeatureHistory(Hour);
        var engine = new FeatureEngine(Hour);
        var (row, expected) = (new double[history.Count], new double[history.Count]);
        var late = new List<Bar>();
        for (var i = 0; i < right.Length; i++)
        {
            engine.Add(right[i], expected);
            if (i % 17 == 5)
            {
                late.Add(right[i]);
                continue;
            }

            history.Add(i % 11 == 3 ? right[i] with { Close = right[i].Open } : right[i], row);
            if (i % 11 == 3)
            {
                late.Add(right[i]);
            }

            if (i % 9 == 8)
            {
                late.ForEach(bar => Assert.True(history.Correct(bar)));
                late.Clear();
                if (i % 2 == 0)
                {
                    history = Copy(history);
                }

                if (++i < right.Length)
                {
                    engine.Add(right[i], expected);
                    history.Add(right[i], row);
                    Assert.Equal(expected, row);
                    Assert.Equal(engine.Seen, history.Seen);
                }
            }
        }
    }

    [Fact]
    public void Correct_TooOldOrTooNew_IsNotTaken()
    {
        var bars = Walk(new Random(1), 200);
        var history = new FeatureHistory(Hour);
        var row = new double[history.Count];
        Assert.False(history.Correct(bars[0]));
        foreach (var bar in bars[..150])
        {
            history.Add(bar, row);
        }

        Assert.False(history.Correct(bars[150]));
        Assert.False(history.Correct(bars[0]));
        Assert.True(history.Correct(bars[149 - 24]));
        Assert.Equal(bars[149].Close, history.LastClose);
        Assert.Equal(history.ChangeableFrom, Copy(history).ChangeableFrom);
        Assert.Throws<ArgumentException>(() => history.Correct(bars[149] with { Low = 0 }));
    }

    [Fact]
    public void LoadEngine_StateWithoutHistory_GoesOnAndCorrectsWhatComesAfter()
    {
        var bars = Walk(new Random(2), 120);
        var engine = new FeatureEngine(Hour);
        var (row, expected) = (new double[engine.Count], new double[engine.Count]);
        foreach (var bar in bars[..100])
        {
            engine.Add(bar, expected);
        }

        var history = new FeatureHistory(Hour);
        SavedState.Into(SavedState.Of(engine.Save), history.LoadEngine);
        foreach (var bar in bars[100..])
        {
            engine.Add(bar, expected);
            history.Add(bar.OpenTime == bars[110].OpenTime ? bar with { Volume = 1 } : bar, row);
        }

        Assert.False(history.Correct(bars[99]));
        Assert.True(history.Correct(bars[110]));
        var next = bars[^1] with { OpenTime = bars[^1].OpenTime + Hour.Length };
        engine.Add(next, expected);
        history.Add(next, row);
        Assert.Equal(expected, row);
    }

    private static FeatureHistory Copy(FeatureHistory history)
    {
        var copy = new FeatureHistory(Hour);
        SavedState.Into(SavedState.Of(history.Save), copy.Load);
        return copy;
    }

    private static Bar[] Walk(Random random, int count)
    {
        var price = 1000 * Fixed.One;
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var open = price;
            price = (long)(price * Math.Exp((random.NextDouble() - 0.5) * 0.02));
            return new Bar(i * Hour.Length, open, Math.Max(open, price) + 10, Math.Min(open, price) - 10, price, random.Next(1, 1000) * Fixed.One, 0, 0, 0);
        })];
    }
}
