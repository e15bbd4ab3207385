namespace ActorTrading.Learning.Optimization;

/// <summary>A function known by its values alone; its gradient is taken by central differences, 2 values per parameter.</summary>
/// <param name="value">Pure; its parameters should be of order one, because the step is absolute below one.</param>
internal sealed class DifferencedObjective(Func<double[], double> value, int parameters) : IObjective
{
    // The cube root of the machine precision balances truncation against rounding.
    private const double Step = 6e-6;
    private readonly double[] _x = new double[parameters];

    public double Value(ReadOnlySpan<double> x)
    {
        x.CopyTo(_x);
        return value(_x);
    }

    public void Gradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        x.CopyTo(_x);
        for (var i = 0; i < _x.Length; i++)
        {
            var high = x[i] + (Step * Math.Max(1, Math.Abs(x[i])));
            var low = x[i] - (Step * Math.Max(1, Math.Abs(x[i])));
            _x[i] = high;
            var above = value(_x);
            _x[i] = low;
            gradient[i] = (above - value(_x)) / (high - low);
            _x[i] = x[i];

            // Next to the border of the domain one side is infinite: no information, so that the other parameters move.
            gradient[i] = double.IsFinite(gradient[i]) ? gradient[i] : 0;
        }
    }
}
