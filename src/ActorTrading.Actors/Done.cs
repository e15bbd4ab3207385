namespace ActorTrading.Actors;

/// <summary>Completed, with nothing more to say.</summary>
public sealed class Done
{
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
