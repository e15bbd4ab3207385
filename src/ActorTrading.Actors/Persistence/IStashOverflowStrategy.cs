using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Actors.Persistence;

/// <summary>
/// What becomes of a command that finds the internal stash of a persistent actor full: one of
/// <see cref="ThrowOverflowExceptionStrategy"/>, <see cref="DiscardToDeadLetterStrategy"/>, <see cref="ReplyToStrategy"/>.
/// </summary>
[SuppressMessage("Design", "CA1040", Justification = "The set of strategies is closed; the type only names it.")]
public interface IStashOverflowStrategy;
