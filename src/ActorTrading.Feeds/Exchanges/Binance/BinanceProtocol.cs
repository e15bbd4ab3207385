using ActorTrading.Feeds.Exchanges.Rest;

namespace ActorTrading.Feeds.Exchanges.Binance;

/// <summary>Tells data of Binance from its errors, <c>{"code":-1121,"msg":"Invalid symbol."}</c>, and reads the weight it counted.</summary>
internal sealed class BinanceProtocol : ExchangeProtocol
{
    private const string UsedWeight = "X-MBX-USED-WEIGHT-1M";
    private static readonly TimeSpan ShortestBan = TimeSpan.FromMinutes(2);
    private RateLimit _weight = BinanceRequests.Weight;

    public override string Name => BinanceClient.ExchangeName;

    public override Verdict? Open(int status, ReadOnlySpan<byte> body, out Range data)
    {
        data = ..body.Length;
        if (status is >= 200 and < 300)
        {
            return null;
        }

        if (status == 418)
        {
            return new Verdict(ExchangeFailure.RateLimited, "this address is banned (HTTP 418)", ShortestBan);
        }

        if (ReadError(body) is not var (code, message))
        {
            return JudgeStatus(status, body);
        }

        var reason = $"code {code}: {AnswerText.Clean(message)}";
        return code switch
        {
            _ when status == 429 => new Verdict(ExchangeFailure.RateLimited, reason, _weight.Window),
            -1003 => new Verdict(ExchangeFailure.RateLimited, reason, _weight.Window),
            -1000 or -1001 or -1006 or -1007 or -1008 or -1016 => new Verdict(ExchangeFailure.Unreachable, reason),
            -1121 => new Verdict(ExchangeFailure.UnknownInstrument, reason),
            _ when status is 403 or 451 or >= 500 => JudgeStatus(status, body),
            _ => new Verdict(ExchangeFailure.Refused, reason),
        };
    }

    /// <summary>Takes the limit that the exchange tells.</summary>
    public void Use(RateLimit weight, ExchangeTraffic traffic)
    {
        _weight = weight;
        traffic.SetLimit(weight);
    }

    public override void Observe(HttpResponseMessage response, ExchangeTraffic traffic, DateTimeOffset now)
    {
        if (response.Headers.TryGetValues(UsedWeight, out var values) && long.TryParse(values.First(), out var used))
        {
            // Counted by the server's minute; its clock is in the answer, in whole seconds.
            var clock = response.Headers.Date ?? now;
            var passed = TimeSpan.FromTicks(clock.Ticks % _weight.Window.Ticks);
            traffic.Observe(_weight, used, _weight.Window - passed);
        }
    }

    private static (long Code, string Message)? ReadError(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new AnswerReader(body);
            long? code = null;
            var message = "";
            reader.BeginObject("the answer");
            while (reader.NextField())
            {
                if (reader.Is("code"u8))
                {
                    code = reader.Number("code");
                }
                else if (reader.Is("msg"u8))
                {
                    message = reader.Text("msg");
                }
                else
                {
                    reader.Skip();
                }
            }

            return code is { } known ? (known, message) : null;
        }
        catch (AnswerFormatException)
        {
            // The error of something else than the exchange's application: its status tells enough.
            return null;
        }
    }
}
