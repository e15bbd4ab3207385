namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>A text is not valid HOCON, or its substitutions and includes cannot be resolved. The message starts with the position.</summary>
public sealed class HoconException : FormatException
{
    public HoconException(HoconOrigin origin, string problem)
        : base(origin.Line == 0 && origin.Column > 0 ? $"{origin.Source}, character {origin.Column}: {problem}" : $"{origin}: {problem}")
    {
        Origin = origin;
        Problem = problem;
    }

    public HoconOrigin Origin { get; }

    /// <summary>The message without the position.</summary>
    public string Problem { get; }
}
