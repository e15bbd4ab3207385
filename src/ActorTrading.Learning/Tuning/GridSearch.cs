namespace ActorTrading.Learning.Tuning;

/// <summary>Every combination of evenly spread values, the last parameter changing fastest.</summary>
public sealed class GridSearch : ISearch
{
    private readonly int _points;

    /// <param name="points">Values per number parameter with both bounds among them, 2 to 1,000; whole numbers have no more than there are, and choices are all tried.</param>
    public GridSearch(int points)
    {
        Check.Range(points, 2, 1000, nameof(points));
        _points = points;
    }

    /// <summary>Number of combinations.</summary>
    /// <exception cref="OverflowException">More than fit in a long.</exception>
    public long Count(ParameterSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return Enumerable.Range(0, space.Count).Aggregate(1L, (count, i) => checked(count * Points(space[i])));
    }

    public ParameterValues? Suggest(ParameterSpace space, IReadOnlyList<Trial> history)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(history);
        var left = (long)history.Count;
        var values = new double[space.Count];
        for (var i = space.Count - 1; i >= 0; i--)
        {
            var points = Points(space[i]);
            values[i] = Point(space[i], (int)(left % points), points);
            left /= points;
        }

        return left == 0 ? new ParameterValues(space, values) : null;
    }

    private int Points(Parameter parameter)
    {
        var whole = parameter.High - parameter.Low + 1;
        return parameter.Kind switch
        {
            ParameterKind.Float => _points,
            ParameterKind.Int => (int)Math.Min(_points, whole),
            _ => (int)whole,
        };
    }

    private static double Point(Parameter parameter, int index, int points)
    {
        if (index == 0 || index == points - 1)
        {
            return index == 0 ? parameter.Low : parameter.High;
        }

        if (parameter.Kind == ParameterKind.Categorical)
        {
            return index;
        }

        var low = parameter.Scaled(parameter.Low);
        var high = parameter.Scaled(parameter.High);
        var value = parameter.Value(low + ((high - low) * index / (points - 1)));

        // Whole numbers at the dense end of a logarithmic scale move up until each is its own.
        return parameter.Kind == ParameterKind.Float
            ? value
            : Math.Clamp(value, parameter.Low + index, parameter.High - (points - 1 - index));
    }
}
