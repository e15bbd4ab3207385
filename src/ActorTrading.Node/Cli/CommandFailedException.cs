namespace ActorTrading.Node.Cli;

/// <summary>The work failed for a reason that the message tells in full; ends the process with <see cref="ExitCode.Failed"/>.</summary>
public sealed class CommandFailedException : Exception
{
    public CommandFailedException(string message)
        : base(message)
    {
    }

    public CommandFailedException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
