namespace ActorTrading.Market.Windows;

/// <summary>
/// Mean, spread and trend of the last w values y at places x = 1…w. Two parts with known moments are merged by their difference of means (Chan, Golub and LeVeque 1979),
/// and a window is the two parts of <see cref="RollingSum"/>: nothing cancels, whatever the level, and a constant has a spread of exactly 0. O(1) amortised.
/// </summary>
internal sealed class RollingLine
{
    // Up to the position: values of this block, in the means. Behind it: moments of the last block from there to its end.
    private readonly double[] _means;
    private readonly double[] _squares;
    private readonly double[] _products;
    private readonly double[] _inverse;
    private int _position;
    private double _mean;
    private double _square;
    private double _product;

    public RollingLine(int window)
    {
        Window = window;
        _means = new double[window];
        _squares = new double[window];
        _products = new double[window];
        _inverse = new double[window + 1];
        for (var i = 1; i <= window; i++)
        {
            _inverse[i] = 1.0 / i;
        }
    }

    public int Window { get; }

    public double Mean { get; private set; }

    /// <summary>Σ (y − mean)².</summary>
    public double Squares { get; private set; }

    /// <summary>Σ (x − mean x)(y − mean).</summary>
    public double Products { get; private set; }

    /// <summary>Standard deviation of the w values as a population.</summary>
    public double Deviation => Math.Sqrt(Squares / Window);

    /// <summary>Mean with weights 1…w.</summary>
    public double WeightedMean => Mean + (2 * Products / ((double)Window * (Window + 1)));

    /// <summary>Of the least-squares line, per step.</summary>
    public double Slope => Products / Spread;

    /// <summary>The least-squares line at the last value.</summary>
    public double End => Mean + (Slope * (Window - 1) / 2);

    /// <summary>R² of the least-squares line; NaN for a constant.</summary>
    public double Determination => Squares > 0 ? Math.Min(1, Products * Products / (Spread * Squares)) : double.NaN;

    // Σ (x − mean x)².
    private double Spread => Window * (((double)Window * Window) - 1) / 12;

    public void Add(double value)
    {
        var position = _position;
        var count = position + 1;
        var step = value - _mean;
        _means[position] = value;
        if (position == 0)
        {
            (_mean, _square, _product) = (value, 0, 0);
        }
        else
        {
            _mean += step * _inverse[count];
            _square += step * step * (position * _inverse[count]);
            _product += step * position * 0.5;
        }

        if (count == _means.Length)
        {
            EndBlock();
            return;
        }

        _position = count;
        var apart = _mean - _means[count];
        var share = count * _inverse[Window];
        var weight = (Window - count) * share;
        Mean = _means[count] + (apart * share);
        Squares = _squares[count] + _square + (apart * apart * weight);
        Products = _products[count] + _product + (apart * weight * (Window * 0.5));
    }

    public void Transfer(StateTransfer state)
    {
        state.Count(ref _position, Window - 1, "position in a line");
        state.Value(ref _mean);
        state.Value(ref _square);
        state.Value(ref _product);
        state.Values(_means);
        state.Values(_squares);
        state.Values(_products);
    }

    private void EndBlock()
    {
        (Mean, Squares, Products) = (_mean, _square, _product);
        _squares[^1] = 0;
        _products[^1] = 0;
        for (var i = Window - 2; i >= 0; i--)
        {
            var later = Window - 1 - i;
            var apart = _means[i + 1] - _means[i];
            _means[i] += apart * (later * _inverse[later + 1]);
            _squares[i] = _squares[i + 1] + (apart * apart * (later * _inverse[later + 1]));
            _products[i] = _products[i + 1] + (apart * later * 0.5);
        }

        _position = 0;
    }
}
