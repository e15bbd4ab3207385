namespace ActorTrading.Actors;

/// <summary>Success or failure of a request, as a message.</summary>
public abstract class Status
{
    public sealed class Success(object? status) : Status
    {
        public static readonly Success Instance = new(null);

        public object? Status { get; } = status;

        public override string ToString() => $"Success: {Status ?? "null"}";
    }

    /// <summary>As the reply to an ask it faults the task with <see cref="Cause"/>.</summary>
    public sealed class Failure(Exception? cause, object? state = null) : Status
    {
        public Exception? Cause { get; } = cause;

        public object? State { get; } = state;

        public override string ToString() => $"Failure: {Cause}";
    }
}
