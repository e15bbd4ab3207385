namespace ActorTrading.Market.Windows;

/// <summary>Highest high and lowest low of the last bars.</summary>
internal sealed class RollingRange(int window)
{
    private readonly RollingMax _high = new(window);
    private readonly RollingMax _negativeLow = new(window);

    public double Highest { get; private set; }

    public double Lowest { get; private set; }

    public double Middle => (Highest + Lowest) / 2;

    public double Width => Highest - Lowest;

    public void Add(double high, double low)
    {
        Highest = _high.Add(high);
        Lowest = -_negativeLow.Add(-low);
    }

    /// <summary>Where a value lies between lowest (0) and highest (1); ½ if they are equal.</summary>
    public double PlaceOf(double value) => Width > 0 ? (value - Lowest) / Width : 0.5;

    public void Transfer(StateTransfer state)
    {
        state.Window(_high);
        state.Window(_negativeLow);
    }
}
