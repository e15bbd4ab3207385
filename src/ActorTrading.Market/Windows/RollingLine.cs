namespace ActorTrading.Market.Windows;

/// <summary>
/// Mean, spread and trend of the last w values y at places x = 1…w. Two parts with known moments are merged by their difference of means (Chan, Golub and LeVeque 1979),
/// and a window is the two parts of <see cref="RollingSum"/>: nothing cancels, whatever the level, and a constant has a spread of exactly 0. O(1) amortised.
/// </summary>
internal sealed class RollingLine
{
    // Up to the position: values of this block, in the means. Behind it: moments of the last block from there to its end.
    private readonly Moments[] _slots;

    // n / (n + 1), and n / w.
    private readonly double[] _shares;
    private readonly double[] _parts;
    private int _position;
    private Moments _head;

    public RollingLine(int window)
    {
        Window = window;
        _slots = new Moments[window];
        _shares = new double[window];
        _parts = new double[window];
        for (var i = 0; i < window; i++)
        {
            _shares[i] = i / (i + 1.0);
            _parts[i] = (double)i / window;
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
        var slots = _slots;
        slots[position].Mean = value;
        ref var head = ref _head;
        if (position == 0)
        {
            head = new Moments { Mean = value };
        }
        else
        {
            var step = value - head.Mean;
            var share = _shares[position];
            head.Mean += step * (1 - share);
            head.Squares += step * step * share;
            head.Products += step * position * 0.5;
        }

        if (++position == slots.Length)
        {
            EndBlock();
            return;
        }

        _position = position;
        ref readonly var tail = ref slots[position];
        var apart = head.Mean - tail.Mean;
        var part = _parts[position];
        var weight = apart * part * (slots.Length - position);
        Mean = tail.Mean + (apart * part);
        Squares = tail.Squares + head.Squares + (apart * weight);
        Products = tail.Products + head.Products + (weight * (slots.Length * 0.5));
    }

    public void Transfer(StateTransfer state)
    {
        state.Count(ref _position, Window - 1, "position in a line");
        Transfer(state, ref _head);
        foreach (ref var slot in _slots.AsSpan())
        {
            Transfer(state, ref slot);
        }
    }

    private static void Transfer(StateTransfer state, ref Moments moments)
    {
        state.Value(ref moments.Mean);
        state.Value(ref moments.Squares);
        state.Value(ref moments.Products);
    }

    private void EndBlock()
    {
        (Mean, Squares, Products) = (_head.Mean, _head.Squares, _head.Products);
        var (mean, squares, products) = (_slots[^1].Mean, 0.0, 0.0);
        (_slots[^1].Squares, _slots[^1].Products) = (0, 0);
        for (var i = Window - 2; i >= 0; i--)
        {
            ref var slot = ref _slots[i];
            var later = Window - 1 - i;
            var apart = mean - slot.Mean;
            mean = slot.Mean + (apart * _shares[later]);
            squares += apart * apart * _shares[later];
            products += apart * later * 0.5;
            (slot.Mean, slot.Squares, slot.Products) = (mean, squares, products);
        }

        _position = 0;
    }

    private struct Moments
    {
        public double Mean;
        public double Squares;
        public double Products;
    }
}
