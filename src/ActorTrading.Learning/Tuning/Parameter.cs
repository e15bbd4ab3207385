namespace ActorTrading.Learning.Tuning;

/// <summary>One thing to tune. A value is a double throughout: the number itself, or the index of the choice.</summary>
public sealed class Parameter
{
    private readonly string[] _choices;

    private Parameter(string name, ParameterKind kind, double low, double high, bool logarithmic, string[] choices)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Kind = kind;
        Low = low;
        High = high;
        Logarithmic = logarithmic;
        _choices = choices;
        var margin = kind == ParameterKind.Float ? 0 : 0.5;
        LowerEdge = Scaled(low - margin);
        UpperEdge = Scaled(high + margin);
        if (!(LowerEdge < UpperEdge))
        {
            throw new ArgumentException($"{name} from {low} to {high} has no width on its scale.", nameof(high));
        }
    }

    public string Name { get; }

    public ParameterKind Kind { get; }

    /// <summary>Least value; 0 for a categorical parameter.</summary>
    public double Low { get; }

    /// <summary>Largest value, included; the last index of a categorical parameter.</summary>
    public double High { get; }

    /// <summary>Whether equal ratios count as equal steps.</summary>
    public bool Logarithmic { get; }

    /// <summary>Names of the choices; empty for numbers.</summary>
    public IReadOnlyList<string> Choices => _choices;

    /// <summary>Where the searches' own scale (the logarithm, if so) begins and ends; whole numbers own half a step on both sides.</summary>
    internal double LowerEdge { get; }

    internal double UpperEdge { get; }

    /// <param name="low">Over 0 for a logarithmic scale.</param>
    /// <param name="high">Over <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">No name, or bounds out of range.</exception>
    public static Parameter Float(string name, double low, double high, bool logarithmic = false)
    {
        Check.Range(low, logarithmic ? 1e-300 : -1e300, 1e300, nameof(low));
        Check.Range(high, Math.BitIncrement(low), 1e300, nameof(high));
        return new Parameter(name, ParameterKind.Float, low, high, logarithmic, []);
    }

    /// <param name="low">From 1 on for a logarithmic scale.</param>
    /// <param name="high">Not below <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">No name, or bounds out of range.</exception>
    public static Parameter Int(string name, int low, int high, bool logarithmic = false)
    {
        Check.Range(low, logarithmic ? 1 : int.MinValue, int.MaxValue, nameof(low));
        Check.Range(high, low, int.MaxValue, nameof(high));
        return new Parameter(name, ParameterKind.Int, low, high, logarithmic, []);
    }

    /// <param name="choices">At least one, all different.</param>
    /// <exception cref="ArgumentException">No name, no choice, or the same choice twice.</exception>
    public static Parameter Categorical(string name, params ReadOnlySpan<string> choices)
    {
        Check.Range(choices.Length, 1, 10_000, "number of choices");
        var copy = choices.ToArray();
        if (copy.Distinct(StringComparer.Ordinal).Count() < copy.Length)
        {
            throw new ArgumentException($"The choices of {name} hold one twice: {string.Join(", ", copy)}.", nameof(choices));
        }

        return new Parameter(name, ParameterKind.Categorical, 0, copy.Length - 1, logarithmic: false, copy);
    }

    internal bool Accepts(double value) => value >= Low && value <= High && (Kind == ParameterKind.Float || value == Math.Round(value));

    /// <summary>A value on the searches' scale.</summary>
    internal double Scaled(double value) => Logarithmic ? Math.Log(value) : value;

    /// <summary>The nearest allowed value to a place on the searches' scale.</summary>
    internal double Value(double scaled)
    {
        var value = Logarithmic ? Math.Exp(scaled) : scaled;
        return Math.Clamp(Kind == ParameterKind.Float ? value : Math.Round(value), Low, High);
    }
}
