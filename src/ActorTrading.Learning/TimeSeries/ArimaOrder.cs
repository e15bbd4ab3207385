namespace ActorTrading.Learning.TimeSeries;

/// <summary>Size of an ARIMA model (Box and Jenkins 1970).</summary>
/// <param name="P">Autoregressive terms, 0 to 10.</param>
/// <param name="D">Differences taken first, 0 to 2.</param>
/// <param name="Q">Moving-average terms, 0 to 10.</param>
public readonly record struct ArimaOrder(int P, int D, int Q)
{
    internal const int MaxTerms = 10;
    internal const int MaxDifferences = 2;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(P, 0, MaxTerms, nameof(P));
        Check.Range(D, 0, MaxDifferences, nameof(D));
        Check.Range(Q, 0, MaxTerms, nameof(Q));
    }

    public override string ToString() => $"ARIMA({P},{D},{Q})";
}
