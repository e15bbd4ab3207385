namespace ActorTrading.Market.Windows;

/// <summary>Joint spread of the last w pairs, merged as in <see cref="RollingLine"/>. O(1) amortised.</summary>
internal sealed class RollingPair
{
    // Up to the position: pairs of this block, in the means. Behind it: moments of the last block from there to its end.
    private readonly Moments[] _slots;

    // n / (n + 1), and n (w − n) / w.
    private readonly double[] _shares;
    private readonly double[] _merged;
    private readonly int _window;
    private int _position;
    private Moments _head;

    public RollingPair(int window)
    {
        _window = window;
        _slots = new Moments[window];
        _shares = new double[window];
        _merged = new double[window];
        for (var i = 0; i < window; i++)
        {
            _shares[i] = i / (i + 1.0);
            _merged[i] = (double)i * (window - i) / window;
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
        var slots = _slots;
        (slots[position].X, slots[position].Y) = (x, y);
        ref var head = ref _head;
        if (position == 0)
        {
            head = new Moments { X = x, Y = y };
        }
        else
        {
            var stepX = x - head.X;
            var stepY = y - head.Y;
            var share = _shares[position];
            head.X += stepX * (1 - share);
            head.Y += stepY * (1 - share);
            head.XX += stepX * stepX * share;
            head.YY += stepY * stepY * share;
            head.XY += stepX * stepY * share;
        }

        if (++position == slots.Length)
        {
            EndBlock();
            return;
        }

        _position = position;
        ref readonly var tail = ref slots[position];
        var apartX = head.X - tail.X;
        var apartY = head.Y - tail.Y;
        var merged = _merged[position];
        SquaresX = tail.XX + head.XX + (apartX * apartX * merged);
        SquaresY = tail.YY + head.YY + (apartY * apartY * merged);
        Products = tail.XY + head.XY + (apartX * apartY * merged);
    }

    public void Transfer(StateTransfer state)
    {
        state.Count(ref _position, _window - 1, "position in a pair");
        Transfer(state, ref _head);
        foreach (ref var slot in _slots.AsSpan())
        {
            Transfer(state, ref slot);
        }
    }

    private static void Transfer(StateTransfer state, ref Moments moments)
    {
        state.Value(ref moments.X);
        state.Value(ref moments.Y);
        state.Value(ref moments.XX);
        state.Value(ref moments.YY);
        state.Value(ref moments.XY);
    }

    private void EndBlock()
    {
        (SquaresX, SquaresY, Products) = (_head.XX, _head.YY, _head.XY);
        var (x, y, xx, yy, xy) = (_slots[^1].X, _slots[^1].Y, 0.0, 0.0, 0.0);
        (_slots[^1].XX, _slots[^1].YY, _slots[^1].XY) = (0, 0, 0);
        for (var i = _window - 2; i >= 0; i--)
        {
            ref var slot = ref _slots[i];
            var share = _shares[_window - 1 - i];
            var apartX = x - slot.X;
            var apartY = y - slot.Y;
            x = slot.X + (apartX * share);
            y = slot.Y + (apartY * share);
            xx += apartX * apartX * share;
            yy += apartY * apartY * share;
            xy += apartX * apartY * share;
            (slot.X, slot.Y, slot.XX, slot.YY, slot.XY) = (x, y, xx, yy, xy);
        }

        _position = 0;
    }

    private struct Moments
    {
        public double X;
        public double Y;
        public double XX;
        public double YY;
        public double XY;
    }
}
