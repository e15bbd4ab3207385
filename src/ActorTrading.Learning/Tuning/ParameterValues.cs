namespace ActorTrading.Learning.Tuning;

/// <summary>One value for each parameter of a space.</summary>
public sealed class ParameterValues
{
    private readonly double[] _values;

    /// <param name="values">One a parameter, in the space's order; the index for a choice.</param>
    /// <exception cref="ArgumentException">Another number of values, or one that its parameter does not take.</exception>
    public ParameterValues(ParameterSpace space, params ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(space);
        Check.Length(values.Length, space.Count, nameof(values));
        for (var i = 0; i < values.Length; i++)
        {
            if (!space[i].Accepts(values[i]))
            {
                throw new ArgumentOutOfRangeException(nameof(values), values[i], $"{space[i].Name} does not take this value: {space[i].Kind} from {space[i].Low} to {space[i].High}.");
            }
        }

        Space = space;
        _values = values.ToArray();
    }

    public ParameterSpace Space { get; }

    /// <summary>The plain value, or the index of the choice.</summary>
    public double this[int index] => _values[index];

    /// <exception cref="ArgumentException">There is no parameter of this name.</exception>
    public double Float(string name) => _values[Space.IndexOf(name)];

    /// <exception cref="ArgumentException">There is no parameter of this name, or it is not one of whole numbers.</exception>
    public int Int(string name) => (int)_values[IndexOf(name, ParameterKind.Int)];

    /// <exception cref="ArgumentException">There is no parameter of this name, or it has no choices.</exception>
    public string Choice(string name)
    {
        var index = IndexOf(name, ParameterKind.Categorical);
        return Space[index].Choices[(int)_values[index]];
    }

    private int IndexOf(string name, ParameterKind kind)
    {
        var index = Space.IndexOf(name);
        return Space[index].Kind == kind
            ? index
            : throw new ArgumentException($"{name} is {Space[index].Kind}, not {kind}.", nameof(name));
    }
}
