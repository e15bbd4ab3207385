namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>What differs between exchanges below the level of a single endpoint.</summary>
internal abstract class ExchangeProtocol
{
    /// <summary>As in settings and messages.</summary>
    public abstract string Name { get; }

    /// <summary>Finds the data in an answer.</summary>
    /// <param name="status">Of HTTP.</param>
    /// <param name="data">Where the data are in the body.</param>
    /// <returns>Null when there are data; otherwise what is wrong.</returns>
    /// <exception cref="AnswerFormatException">The exchange says that all is well and sends something else than its protocol allows.</exception>
    public abstract Verdict? Open(int status, ReadOnlySpan<byte> body, out Range data);

    /// <summary>What else the headers of an answer tell.</summary>
    /// <param name="now">Our clock.</param>
    public virtual void Observe(HttpResponseMessage response, ExchangeTraffic traffic, DateTimeOffset now)
    {
    }

    /// <summary>An answer that is none of the exchange's application: of a proxy, a firewall, a load balancer.</summary>
    protected static Verdict JudgeStatus(int status, ReadOnlySpan<byte> body) => status switch
    {
        429 => new Verdict(ExchangeFailure.RateLimited, "too many requests (HTTP 429)", TimeSpan.FromMinutes(1)),
        403 or 451 => new Verdict(ExchangeFailure.Unreachable, $"the host does not serve this address (HTTP {status}); name another one in rest-hosts"),
        >= 300 and < 400 => new Verdict(ExchangeFailure.Unreachable, $"the host points elsewhere (HTTP {status}), which is not followed; name the right one in rest-hosts"),
        >= 500 or 408 => new Verdict(ExchangeFailure.Unreachable, $"the server failed (HTTP {status})"),
        >= 400 => new Verdict(ExchangeFailure.Refused, $"HTTP {status}: {AnswerText.Begin(body)}"),
        _ => new Verdict(ExchangeFailure.BadAnswer, $"HTTP {status}: {AnswerText.Begin(body)}"),
    };
}
