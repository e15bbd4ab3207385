namespace ActorTrading.Learning.Tuning;

/// <summary>The parameters of a search, in a fixed order.</summary>
public sealed class ParameterSpace
{
    private readonly Parameter[] _parameters;

    /// <param name="parameters">At least one; names differ.</param>
    /// <exception cref="ArgumentException">No parameter, or a name twice.</exception>
    public ParameterSpace(params ReadOnlySpan<Parameter> parameters)
    {
        Check.Range(parameters.Length, 1, 1000, "number of parameters");
        _parameters = parameters.ToArray();
        var twice = _parameters.GroupBy(p => p.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"The parameter {twice.Key} is there {twice.Count()} times.", nameof(parameters));
        }
    }

    public int Count => _parameters.Length;

    public Parameter this[int index] => _parameters[index];

    /// <exception cref="ArgumentException">There is no parameter of this name.</exception>
    public int IndexOf(string name)
    {
        var index = Array.FindIndex(_parameters, p => p.Name == name);
        return index >= 0
            ? index
            : throw new ArgumentException($"There is no parameter {name}; there are {string.Join(", ", _parameters.Select(p => p.Name))}.", nameof(name));
    }
}
