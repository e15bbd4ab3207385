namespace ActorTrading.Actors;

/// <summary>Spares callers the question whether there is anything to cancel.</summary>
public static class CancelableExtensions
{
    /// <summary>Cancels now, with callbacks on the caller's thread; does nothing for null.</summary>
    /// <exception cref="AggregateException">Callbacks of the token threw; all of them ran.</exception>
    public static void CancelIfNotNull(this ICancelable? cancelable) => cancelable?.Cancel();
}
