using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Configuration;

/// <summary>One thing that is wrong in the configuration.</summary>
/// <param name="Key">The full path, or empty when a whole source is at fault.</param>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="Origin">Where it was set.</param>
public sealed record ConfigurationProblem(string Key, string Message, HoconOrigin Origin)
{
    public override string ToString() => Key.Length == 0 ? Message : $"{Origin}: {Key}: {Message}";
}
