namespace ActorTrading.Node.Configuration;

/// <summary>The configuration cannot be used. The message has one line per problem.</summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
    : Exception(string.Join('\n', problems))
{
    /// <summary>All that is wrong, at least one.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; } = problems;
}
