namespace ActorTrading.Actors;

/// <summary>Success or failure of a request, as a message.</summary>
public abstract class Status
{
    /// <summary>It worked.</summary>
    public sealed class Success(object? status) : Status
    {
        /// <summary>With nothing to say.</summary>
        public static readonly Success Instance = new(null);

        /// <summary>What came of it; null where that does not matter.</summary>
        public object? Status { get; } = status;

        /// <summary><c>Success:</c> and what came of it, for logs.</summary>
        public override string ToString() => $"Success: {Status ?? "null"}";
    }

    /// <summary>As the reply to an ask it faults the task with <see cref="Cause"/>.</summary>
    public sealed class Failure(Exception? cause, object? state = null) : Status
    {
        /// <summary>Fails the task of an ask; null: with a <see cref="TaskCanceledException"/>.</summary>
        public Exception? Cause { get; } = cause;

        /// <summary>Whatever the sender wants to add.</summary>
        public object? State { get; } = state;

        /// <summary><c>Failure:</c> and the cause with its stack, for logs.</summary>
        public override string ToString() => $"Failure: {Cause}";
    }
}
