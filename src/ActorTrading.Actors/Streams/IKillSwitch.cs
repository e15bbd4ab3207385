namespace ActorTrading.Actors.Streams;

/// <summary>Ends streams from outside. The first call decides; later ones do nothing. Safe from any thread.</summary>
public interface IKillSwitch
{
    /// <summary>Completes the streams and cancels their sources. An element a source has already given is still delivered.</summary>
    void Shutdown();

    /// <summary>Fails the streams with the cause and cancels their sources.</summary>
    void Abort(Exception cause);
}
