namespace ActorTrading.Market.Windows;

/// <summary>Count, mean and Σ (x − mean)^k for k = 2, 3, 4.</summary>
internal readonly struct PowerSums
{
    public double Count { get; init; }

    public double Mean { get; init; }

    public double Second { get; init; }

    public double Third { get; init; }

    public double Fourth { get; init; }

    public static PowerSums Of(double value) => new() { Count = 1, Mean = value };

    /// <summary>The sums of both parts together (Pébay 2008).</summary>
    public static PowerSums Merge(in PowerSums a, in PowerSums b)
    {
        var n = a.Count + b.Count;
        var shareA = a.Count / n;
        var shareB = b.Count / n;
        var d = b.Mean - a.Mean;
        var d2 = d * d;
        var between = d2 * a.Count * shareB;
        return new PowerSums
        {
            Count = n,
            Mean = a.Mean + (d * shareB),
            Second = a.Second + b.Second + between,
            Third = a.Third + b.Third + (between * d * (shareA - shareB)) + (3 * d * ((shareA * b.Second) - (shareB * a.Second))),
            Fourth = a.Fourth + b.Fourth
                + (between * d2 * ((shareA * shareA) - (shareA * shareB) + (shareB * shareB)))
                + (6 * d2 * ((shareA * shareA * b.Second) + (shareB * shareB * a.Second)))
                + (4 * d * ((shareA * b.Third) - (shareB * a.Third))),
        };
    }

    public static void Transfer(StateTransfer state, ref PowerSums sums)
    {
        var (count, mean, second, third, fourth) = (sums.Count, sums.Mean, sums.Second, sums.Third, sums.Fourth);
        state.Value(ref count);
        state.Value(ref mean);
        state.Value(ref second);
        state.Value(ref third);
        state.Value(ref fourth);
        sums = new PowerSums { Count = count, Mean = mean, Second = second, Third = third, Fourth = fourth };
    }
}
