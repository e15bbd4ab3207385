namespace ActorTrading.Benchmarks.Kernel;

/// <summary>Who was measured in the same message shapes and windows on the development machine.</summary>
internal static class Peer
{
    public const string Name = "Akka.NET 1.5.30";

    /// <summary>Before the counted runs of each figure: the peer too was warm.</summary>
    public static TimeSpan WarmUp { get; } = TimeSpan.FromSeconds(3);
}
