namespace ActorTrading.Actors;

/// <summary>Completed, with nothing more to say.</summary>
public sealed class Done
{
    /// <summary>The only one.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
