using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Statistics;

/// <summary>How much returns remember: serial correlation, scaling and order.</summary>
internal sealed class Memory : IndicatorGroup
{
    private const string Autocorrelation = "Autocorrelation";
    private const int Bars = 50;
    private const int HurstBars = 128;

    private readonly RollingPair _lagOne = new(Bars);
    private readonly RollingPair _lagTwo = new(Bars);
    private readonly RollingPair _lagFive = new(Bars);
    private readonly RollingPair _sizes = new(Bars);
    private readonly Delay _twoBefore = new(2);
    private readonly Delay _fiveBefore = new(5);
    private readonly RollingLine _single = new(100);
    private readonly RollingLine _quintuple = new(100);
    private readonly Delay _fiveAgo = new(5);
    private readonly Delay[] _ago = [new(1), new(2), new(8), new(16)];
    private readonly RollingSum[] _moves = [new(HurstBars), new(HurstBars), new(HurstBars), new(HurstBars)];
    private readonly SymbolEntropy _signs = new(3, 64);
    private readonly SymbolEntropy _patterns = new(6, 64);
    private double _returnBefore;
    private double _closeBefore;
    private double _closeTwoBefore;

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("autocorrelation_1", Autocorrelation, "correlation of r with r 1 bar before over 50", "Box and Jenkins 1970", "n = 50, lag 1", Ratio, BothOnes, "close", 52, 52),
        new("autocorrelation_2", Autocorrelation, "the same 2 bars before", "Box and Jenkins 1970", "n = 50, lag 2", Ratio, BothOnes, "close", 53, 53),
        new("autocorrelation_5", Autocorrelation, "the same 5 bars before", "Box and Jenkins 1970", "n = 50, lag 5", Ratio, BothOnes, "close", 56, 56),
        new("volatility_clustering_50", "Volatility clustering", "correlation of |r| with |r| 1 bar before over 50", "Ding, Granger and Engle 1993", "n = 50", Ratio, BothOnes, "close", 52, 52),
        new("variance_ratio_5", "Variance ratio", "variance of 100 overlapping 5-bar returns / (5 × variance of 100 returns); 1 is a random walk", "Lo and MacKinlay 1988", "n = 100, q = 5", Ratio, NotNegative, "close", 105, 105),
        new("hurst_128", "Hurst exponent", "half the least-squares slope of ln mean (ln close − ln close k ago)² over 128 on ln k, k = 1, 2, 4, 8, 16; NaN if a mean is 0", "Hurst 1951; Di Matteo 2007", "n = 128, k to 16", Ratio, "about 0 to 1", "close", 144, 144),
        new("sign_entropy_64", "Sign entropy", "entropy of the sign of r (three symbols) over 64, divided by ln 3", "Shannon 1948", "n = 64", Ratio, One, "close", 65, 65),
        new("permutation_entropy_64", "Permutation entropy", "entropy of the order of three closes (equal ones in order of time) over 64, divided by ln 6", "Bandt and Pompe 2002", "n = 64, order 3", Ratio, One, "close", 66, 66),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        var r = bar.Return;
        _lagOne.Add(_returnBefore, r);
        _lagTwo.Add(_twoBefore.Add(r), r);
        _lagFive.Add(_fiveBefore.Add(r), r);
        _sizes.Add(Math.Abs(_returnBefore), Math.Abs(r));
        row[0] = _lagOne.Correlation;
        row[1] = _lagTwo.Correlation;
        row[2] = _lagFive.Correlation;
        row[3] = _sizes.Correlation;
        var log = bar.LogClose;
        _single.Add(r);
        _quintuple.Add(log - _fiveAgo.Add(log));
        row[4] = Quotient.Of(_quintuple.Squares, 5 * _single.Squares);
        row[5] = AddHurst(log);
        row[6] = _signs.Add(1 + Math.Sign(r));
        row[7] = _patterns.Add(Pattern(_closeTwoBefore, _closeBefore, bar.Close));
        (_closeTwoBefore, _closeBefore) = (_closeBefore, bar.Close);
        _returnBefore = r;
    }

    public override void Transfer(StateTransfer state)
    {
        _lagOne.Transfer(state);
        _lagTwo.Transfer(state);
        _lagFive.Transfer(state);
        _sizes.Transfer(state);
        _single.Transfer(state);
        _quintuple.Transfer(state);
        foreach (var delay in (Delay[])[_twoBefore, _fiveBefore, _fiveAgo, .. _ago])
        {
            delay.Transfer(state);
        }

        foreach (var moves in _moves)
        {
            state.Window(moves);
        }

        _signs.Transfer(state);
        _patterns.Transfer(state);
        state.Value(ref _returnBefore);
        state.Value(ref _closeBefore);
        state.Value(ref _closeTwoBefore);
    }

    private static int Pattern(double a, double b, double c)
    {
        if (a <= b)
        {
            return b <= c ? 0 : a <= c ? 1 : 2;
        }

        return a <= c ? 3 : b <= c ? 4 : 5;
    }

    // ln k is -2, -1, 0, 1, 2 times ln 2 about its mean, the sum of squares 10 (ln 2)²: the slope needs one logarithm and not the middle scale.
    private double AddHurst(double log)
    {
        Span<double> moves = stackalloc double[4];
        for (var i = 0; i < moves.Length; i++)
        {
            var move = log - _ago[i].Add(log);
            moves[i] = _moves[i].Add(move * move);
        }

        var (one, two, eight, sixteen) = (moves[0], moves[1], moves[2], moves[3]);
        if (!(one > 0 && two > 0 && eight > 0 && sixteen > 0))
        {
            return double.NaN;
        }

        var growth = sixteen / one;
        return Math.Log(growth * growth * (eight / two)) / (20 * Math.Log(2));
    }
}
