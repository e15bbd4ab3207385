namespace ActorTrading.Benchmarks.Kernel;

/// <summary>The one message that all kernel figures share.</summary>
internal sealed class Ball
{
    public static Ball Instance { get; } = new();
}
