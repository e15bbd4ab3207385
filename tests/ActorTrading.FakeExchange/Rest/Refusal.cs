namespace ActorTrading.FakeExchange.Rest;

/// <summary>A request that the exchange answers with an error of its own.</summary>
internal sealed class Refusal(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;
}
