namespace ActorTrading.Actors.TestKit;

/// <summary>A test class whose messages go out without a sender where none is given, instead of under its test actor.</summary>
public interface INoImplicitSender;
