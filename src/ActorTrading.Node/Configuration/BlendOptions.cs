namespace ActorTrading.Node.Configuration;

/// <summary>Weights of the models.</summary>
public sealed record BlendOptions
{
    /// <summary>What an hour-old score still counts.</summary>
    public required double DecayPerHour { get; init; }

    /// <summary>Weight spread evenly over all models at each step.</summary>
    public required double Share { get; init; }

    /// <summary>Learning rate of the weights.</summary>
    public required double Eta { get; init; }
}
