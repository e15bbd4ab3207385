namespace ActorTrading.Engine.Schedules;

/// <summary>Something that is done again and again. A run may be broken off at any moment and must then be able to begin anew.</summary>
public interface IJob
{
    /// <summary>The same on every node and in every version.</summary>
    string Name { get; }

    /// <returns>What was done, in one line for people.</returns>
    Task<string> RunAsync(CancellationToken cancellation);
}
