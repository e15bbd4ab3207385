namespace ActorTrading.Learning.Optimization;

/// <summary>A smooth function to be made small.</summary>
internal interface IObjective
{
    /// <summary>The value at <paramref name="x"/>; positive infinity outside the domain, never NaN.</summary>
    double Value(ReadOnlySpan<double> x);

    /// <summary>The gradient at <paramref name="x"/>, which is where <see cref="Value"/> was asked last, so that its intermediate results may be used again.</summary>
    void Gradient(ReadOnlySpan<double> x, Span<double> gradient);
}
