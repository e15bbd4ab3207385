namespace ActorTrading.Node.Http;

/// <param name="Row">The feed's row, from 1, that came after the jump.</param>
/// <param name="Seconds">Negative for a jump back in time.</param>
internal sealed record JumpResponse(long Row, string? From, string? To, double Seconds, long MissingTradeIds);
