using static ActorTrading.Market.Tests.Indicators.Defined.Lines;

namespace ActorTrading.Market.Tests.Indicators.Defined;

/// <summary>A series as columns. What needs the bar before is NaN at the first bar, except where definitions begin with it.</summary>
internal sealed class DefinedBars(Bar[] bars, Timeframe timeframe)
{
    public int Count => bars.Length;

    public long[] Times => field ??= [.. bars.Select(b => b.OpenTime)];

    public double[] O => field ??= Prices(b => b.Open);

    public double[] H => field ??= Prices(b => b.High);

    public double[] L => field ??= Prices(b => b.Low);

    public double[] C => field ??= Prices(b => b.Close);

    public double[] V => field ??= Prices(b => b.Volume);

    public double[] Buys => field ??= Prices(b => b.BuyVolume);

    public double[] Value => field ??= Each(Count, i => (double)bars[i].QuoteVolume);

    public double[] Trades => field ??= Each(Count, i => bars[i].Trades);

    public double[] Minutes => field ??= Each(Count, i => (i == 0 ? timeframe.Length : bars[i].OpenTime - bars[i - 1].OpenTime) / 60e6);

    public double[] Typical => field ??= Each(Count, i => (H[i] + L[i] + C[i]) / 3);

    public double[] Median => field ??= Each(Count, i => (H[i] + L[i]) / 2);

    public double[] Range => field ??= Less(H, L);

    public double[] Body => field ??= Less(C, O);

    /// <summary>High − low at the first bar.</summary>
    public double[] TrueRange => field ??= Each(Count, i => i == 0 ? H[0] - L[0] : new[] { H[i] - L[i], Math.Abs(H[i] - C[i - 1]), Math.Abs(L[i] - C[i - 1]) }.Max());

    public double[] Change => field ??= Less(C, Ago(C, 1));

    public double[] Rise => field ??= With(Change, d => Math.Max(d, 0));

    public double[] Fall => field ??= With(Change, d => Math.Max(-d, 0));

    public double[] Return => field ??= With(C, Ago(C, 1), (c, before) => Math.Log(c / before));

    public double[] Location => field ??= Each(Count, i => H[i] > L[i] ? (2 * C[i] - H[i] - L[i]) / (H[i] - L[i]) : 0);

    /// <summary>0 where the first bar has neither buys nor a change.</summary>
    public double[] Signed => field ??= Each(Count, i => Buys[i] > 0 ? Buys[i] - (V[i] - Buys[i]) : i == 0 ? 0 : Math.Sign(Change[i]) * V[i]);

    public double[] Rate(int n) => With(C, Ago(C, n), (c, then) => 100 * (c - then) / then);

    private double[] Prices(Func<Bar, long> scaled) => [.. bars.Select(b => (double)Fixed.ToDecimal(scaled(b)))];
}
