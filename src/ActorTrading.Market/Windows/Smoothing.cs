namespace ActorTrading.Market.Windows;

/// <summary>
/// Exponential smoothing y += weight · (x − y) that begins with the plain mean of the first values and is NaN before. The beginning's share of y shrinks by
/// (1 − weight) a step. NaN inputs before the mean is complete are skipped, so that smoothings can be chained; later ones are not allowed.
/// </summary>
internal struct Smoothing
{
    private readonly int _bars;
    private readonly double _weight;
    private double _value;
    private int _count;

    private Smoothing(int bars, double weight) => (_bars, _weight) = (bars, weight);

    /// <summary>The usual exponential average: weight 2 / (n + 1).</summary>
    public static Smoothing Exponential(int bars) => new(bars, 2.0 / (bars + 1));

    /// <summary>Wilder's smoothing (1978): weight 1 / n.</summary>
    public static Smoothing Wilder(int bars) => new(bars, 1.0 / bars);

    public double Add(double x)
    {
        if (_count < _bars)
        {
            return Begin(x);
        }

        _value += _weight * (x - _value);
        return _value;
    }

    public void Transfer(StateTransfer state)
    {
        state.Count(ref _count, _bars, "number of values smoothed");
        state.Value(ref _value);
    }

    private double Begin(double x)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        _count++;
        _value += (x - _value) / _count;
        return _count == _bars ? _value : double.NaN;
    }
}
