namespace ActorTrading.Market;

/// <summary>
/// Prices and sizes are 64-bit integers scaled by 1e8, so that sums are exact and independent of order.
/// Range: ±92,233,720,368.54775807. This is the one place where they turn into floating point.
/// </summary>
public static class Fixed
{
    /// <summary>The scale: 1.0 is 100,000,000.</summary>
    public const long One = 100_000_000;

    /// <summary>The nearest double of a scaled value.</summary>
    public static double ToDouble(long scaled) => scaled / (double)One;

    /// <summary>The exact decimal of a scaled value.</summary>
    public static decimal ToDecimal(long scaled) => scaled / (decimal)One;

    /// <summary>Scales and rounds half to even.</summary>
    /// <exception cref="OverflowException">The value is out of range.</exception>
    public static long FromDecimal(decimal value) => decimal.ToInt64(decimal.Round(value * One, MidpointRounding.ToEven));

    /// <summary>As <see cref="FromDecimal"/>, but what is above the range becomes its end: for volumes of very cheap coins, never for prices.</summary>
    /// <param name="value">0 or more.</param>
    public static long Saturated(decimal value) => value >= ToDecimal(long.MaxValue) ? long.MaxValue : FromDecimal(value);

    /// <summary>Scales and rounds half to even.</summary>
    /// <exception cref="OverflowException">The value is out of range or not a number.</exception>
    public static long FromDouble(double value) => checked((long)Math.Round(value * One, MidpointRounding.ToEven));
}
