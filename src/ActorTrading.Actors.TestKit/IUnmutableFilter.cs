namespace ActorTrading.Actors.TestKit;

/// <summary>A mute that lasts until it is ended; ending it again does nothing.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>Matching events reach the system's log sink again.</summary>
    void Unmute();
}
