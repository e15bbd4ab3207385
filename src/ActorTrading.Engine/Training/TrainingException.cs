namespace ActorTrading.Engine.Training;

/// <summary>Training cannot be done with what was given; the message says what is missing.</summary>
public sealed class TrainingException(string message) : Exception(message);
