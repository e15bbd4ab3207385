using ActorTrading.Feeds.Exchanges.Rest;

namespace ActorTrading.Feeds.Exchanges.Okx;

/// <summary>Opens the envelope of OKX, <c>{"code":"0","msg":"","data":[…]}</c>, and knows what its codes mean.</summary>
internal sealed class OkxProtocol : ExchangeProtocol
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    public override string Name => OkxClient.ExchangeName;

    public override Verdict? Open(int status, ReadOnlySpan<byte> body, out Range data)
    {
        data = default;
        string code;
        string message;
        try
        {
            (code, message) = ReadEnvelope(body, out data);
        }
        catch (AnswerFormatException) when (status is < 200 or >= 300)
        {
            return JudgeStatus(status, body);
        }

        if (code == "0")
        {
            return status is >= 200 and < 300 ? null : JudgeStatus(status, body);
        }

        var reason = $"code {AnswerText.Clean(code)}: {AnswerText.Clean(message)}";
        return code switch
        {
            "50011" or "50013" or "50040" => new Verdict(ExchangeFailure.RateLimited, reason, Window),
            "50001" or "50004" or "50026" => new Verdict(ExchangeFailure.Unreachable, reason),
            "51001" => new Verdict(ExchangeFailure.UnknownInstrument, reason),
            _ when status == 429 => new Verdict(ExchangeFailure.RateLimited, reason, Window),
            _ when status >= 500 => new Verdict(ExchangeFailure.Unreachable, reason),
            _ => new Verdict(ExchangeFailure.Refused, reason),
        };
    }

    private static (string Code, string Message) ReadEnvelope(ReadOnlySpan<byte> body, out Range data)
    {
        var reader = new AnswerReader(body);
        string? code = null;
        var message = "";
        Range? found = null;
        reader.BeginObject("the answer");
        while (reader.NextField())
        {
            if (reader.Is("code"u8))
            {
                code = reader.Text("code");
            }
            else if (reader.Is("msg"u8))
            {
                message = reader.Text("msg");
            }
            else if (reader.Is("data"u8))
            {
                found = reader.SkipFound();
            }
            else
            {
                reader.Skip();
            }
        }

        reader.End();
        data = found ?? default;
        return code switch
        {
            null => throw new AnswerFormatException("no field 'code'"),
            "0" when found is null => throw new AnswerFormatException("no field 'data'"),
            _ => (code, message),
        };
    }
}
