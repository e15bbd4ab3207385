namespace ActorTrading.Actors;

/// <summary>Was cancelled from the start; cancelling it again does nothing.</summary>
public sealed class AlreadyCanceledCancelable : ICancelable
{
    private AlreadyCanceledCancelable()
    {
    }

    /// <summary>The only one; it has no state, so anybody may share it.</summary>
    public static ICancelable Instance { get; } = new AlreadyCanceledCancelable();

    /// <inheritdoc/>
    public bool IsCancellationRequested => true;

    /// <inheritdoc/>
    public CancellationToken Token { get; } = new(canceled: true);

    /// <summary>Does nothing.</summary>
    public void Cancel()
    {
    }

    /// <summary>Does nothing; the delay is not looked at.</summary>
    public void CancelAfter(TimeSpan delay)
    {
    }

    /// <summary>Does nothing; the delay is not looked at.</summary>
    public void CancelAfter(int millisecondsDelay)
    {
    }

    /// <summary>Does nothing and throws nothing.</summary>
    public void Cancel(bool throwOnFirstException)
    {
    }
}
