namespace ActorTrading.Market.Windows;

/// <summary>Joint spread of the last w pairs, merged as in <see cref="RollingLine"/>. O(1) amortised.</summary>
internal sealed class RollingPair
{
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _xx;
    private readonly double[] _yy;
    private readonly double[] _xy;
    private readonly double[] _inverse;
    private readonly int _window;
    private int _position;
    private double _headX;
    private double _headY;
    private double _headXX;
    private double _headYY;
    private double _headXY;

    public RollingPair(int window)
    {
        _window = window;
        _x = new double[window];
        _y = new double[window];
        _xx = new double[window];
        _yy = new double[window];
        _xy = new double[window];
        _inverse = new double[window + 1];
        for (var i = 1; i <= window; i++)
        {
            _inverse[i] = 1.0 / i;
        }
    }

    /// <summary>Sums of squares and products about the means.</summary>
    public double SquaresX { get; private set; }

    /// <inheritdoc cref="SquaresX"/>
    public double SquaresY { get; private set; }

    /// <inheritdoc cref="SquaresX"/>
    public double Products { get; private set; }

    /// <summary>Of the pairs as a population.</summary>
    public double Covariance => Products / _window;

    /// <summary>Of y on x by least squares; NaN if x is constant.</summary>
    public double Slope => SquaresX > 0 ? Products / SquaresX : double.NaN;

    /// <summary>Pearson's; NaN if either is constant.</summary>
    public double Correlation
    {
        get
        {
            var spread = Math.Sqrt(SquaresX) * Math.Sqrt(SquaresY);
            return spread > 0 ? Math.Clamp(Products / spread, -1, 1) : double.NaN;
        }
    }

    public void Add(double x, double y)
    {
        var position = _position;
        var count = position + 1;
        _x[position] = x;
        _y[position] = y;
        if (position == 0)
        {
            (_headX, _headY, _headXX, _headYY, _headXY) = (x, y, 0, 0, 0);
        }
        else
        {
            var stepX = x - _headX;
            var stepY = y - _headY;
            var weight = position * _inverse[count];
            _headX += stepX * _inverse[count];
            _headY += stepY * _inverse[count];
            _headXX += stepX * stepX * weight;
            _headYY += stepY * stepY * weight;
            _headXY += stepX * stepY * weight;
        }

        if (count == _window)
        {
            EndBlock();
            return;
        }

        _position = count;
        var apartX = _headX - _x[count];
        var apartY = _headY - _y[count];
        var merged = (_window - count) * (count * _inverse[_window]);
        SquaresX = _xx[count] + _headXX + (apartX * apartX * merged);
        SquaresY = _yy[count] + _headYY + (apartY * apartY * merged);
        Products = _xy[count] + _headXY + (apartX * apartY * merged);
    }

    public void Transfer(StateTransfer state)
    {
        state.Count(ref _position, _window - 1, "position in a pair");
        state.Value(ref _headX);
        state.Value(ref _headY);
        state.Value(ref _headXX);
        state.Value(ref _headYY);
        state.Value(ref _headXY);
        foreach (var values in new[] { _x, _y, _xx, _yy, _xy })
        {
            state.Values(values);
        }
    }

    private void EndBlock()
    {
        (SquaresX, SquaresY, Products) = (_headXX, _headYY, _headXY);
        _xx[^1] = 0;
        _yy[^1] = 0;
        _xy[^1] = 0;
        for (var i = _window - 2; i >= 0; i--)
        {
            var later = _window - 1 - i;
            var weight = later * _inverse[later + 1];
            var apartX = _x[i + 1] - _x[i];
            var apartY = _y[i + 1] - _y[i];
            _x[i] += apartX * weight;
            _y[i] += apartY * weight;
            _xx[i] = _xx[i + 1] + (apartX * apartX * weight);
            _yy[i] = _yy[i + 1] + (apartY * apartY * weight);
            _xy[i] = _xy[i + 1] + (apartX * apartY * weight);
        }

        _position = 0;
    }
}
