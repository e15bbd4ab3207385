namespace ActorTrading.Node.Cli;

/// <summary>The verb was called in a way that cannot work; ends the process with <see cref="ExitCode.WrongUse"/>.</summary>
public sealed class UsageException(string message) : Exception(message);
