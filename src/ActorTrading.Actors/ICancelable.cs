namespace ActorTrading.Actors;

/// <summary>Ends what was scheduled with it; any number of things, from any thread.</summary>
public interface ICancelable
{
    /// <summary>Once true, true for ever.</summary>
    bool IsCancellationRequested { get; }

    /// <summary>Cancelled with this.</summary>
    CancellationToken Token { get; }

    /// <summary>Cancels now; a second time has no effect.</summary>
    void Cancel();

    /// <summary>Cancels after that time, by the clock of its scheduler.</summary>
    void CancelAfter(TimeSpan delay);

    /// <summary>Cancels after that many milliseconds.</summary>
    void CancelAfter(int millisecondsDelay);

    /// <summary>Cancels now; true: the first exception of a callback is thrown at once, else all of them together at the end.</summary>
    void Cancel(bool throwOnFirstException);
}
