namespace ActorTrading.Learning.Blending;

/// <summary>One expert of a blend.</summary>
/// <param name="Name">As shown to people.</param>
/// <param name="Weight">Weight before anything is known, from 0; 0 can be earned through the share.</param>
public sealed record ExpertPrior(string Name, double Weight);
