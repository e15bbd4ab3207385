using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ActorTrading.FakeExchange.Rest;

/// <summary>Takes every HTTP request: counts it, refuses it over the limit, answers it, and spoils the answer where a fault says so.</summary>
internal sealed class RestGate(FakeMarket market, FakeExchangeOptions options, Faults faults, RequestLog log)
{
    private readonly OkxRest _okx = new(market, faults);
    private readonly BinanceRest _binance = new(market, options, faults);
    private readonly WeightMinute _weight = new(options);
    private readonly ConcurrentDictionary<string, RateWindow> _windows = new();

    public async Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        var path = context.Request.Path.Value ?? "";
        var isOkx = path.StartsWith("/api/v5/", StringComparison.Ordinal);
        var now = options.Time.GetUtcNow();
        var fault = faults.Pick(path, f => !f.IsPush);
        var answer = isOkx ? CountOkx(path, context, now, fault) : CountBinance(path, context, now, fault);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await SendAsync(context, answer ?? Spoiled(context, path, isOkx, fault), answer is null ? fault : null, gone.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    /// <returns>The refusal, where the request breaks a limit.</returns>
    private Answer? CountOkx(string path, HttpContext context, DateTimeOffset now, Fault? fault)
    {
        // Instruments are counted per type of instrument, all else per endpoint.
        var key = path.EndsWith("/instruments", StringComparison.Ordinal) ? path + context.Request.Query["instType"] : path;
        var over = OkxRest.Limit(path) is { } limit && !_windows.GetOrAdd(key, _ => new RateWindow(limit, options.OkxWindow)).TryTake(now);
        log.Add(new FakeRequest(now, path, context.Request.QueryString.Value ?? "", 1, over, false, fault?.Kind));
        return over && options.EnforceLimits ? OkxRest.TooMany() : null;
    }

    private Answer? CountBinance(string path, HttpContext context, DateTimeOffset now, Fault? fault)
    {
        var weight = BinanceRest.Weight(path);
        var (used, over, told, banned) = _weight.Take(weight, now);
        log.Add(new FakeRequest(now, path, context.Request.QueryString.Value ?? "", weight, over, told, fault?.Kind));
        context.Response.Headers["X-MBX-USED-WEIGHT"] = $"{used}";
        context.Response.Headers["X-MBX-USED-WEIGHT-1M"] = $"{used}";
        if (fault?.Kind is FaultKind.RateLimited or FaultKind.Banned)
        {
            _weight.ToldToWait(now + fault.Delay);
        }

        return !options.EnforceLimits ? null
            : banned is { } until ? BinanceRest.TooMany(StatusCodes.Status418ImATeapot, options.BinanceWeight, (until - now).TotalSeconds)
            : over ? BinanceRest.TooMany(StatusCodes.Status429TooManyRequests, options.BinanceWeight, 60 - (now.Ticks % TimeSpan.TicksPerMinute / (double)TimeSpan.TicksPerSecond))
            : null;
    }

    private Answer Spoiled(HttpContext context, string path, bool isOkx, Fault? fault)
    {
        var unit = context.Request.Headers["X-MBX-TIME-UNIT"].ToString().Equals("MICROSECOND", StringComparison.OrdinalIgnoreCase) ? 1 : 1000;
        Answer answer;
        try
        {
            answer = isOkx ? _okx.Answer(path, context.Request.Query) : _binance.Answer(path, context.Request.Query, unit);
        }
        catch (Refusal refusal)
        {
            return isOkx ? OkxRest.Error(refusal.Status, refusal.Code, refusal.Message) : BinanceRest.Error(refusal.Status, refusal.Code, refusal.Message);
        }

        var rows = answer.Rows ?? [];
        return fault?.Kind switch
        {
            FaultKind.ServerError => isOkx ? OkxRest.Error(500, "50026", "System error. Try again later") : BinanceRest.Error(500, "-1000", "An unknown error occurred while processing the request."),
            FaultKind.Unavailable => isOkx ? OkxRest.Error(503, "50001", "Service temporarily unavailable. Please try again later.") : BinanceRest.Error(503, "-1008", "Server is currently overloaded."),
            FaultKind.RateLimited => isOkx ? OkxRest.TooMany() : BinanceRest.TooMany(429, options.BinanceWeight, fault.Delay.TotalSeconds),
            FaultKind.ErrorEnvelope => isOkx ? OkxRest.TooMany(200) : BinanceRest.TooMany(429, options.BinanceWeight, fault.Delay.TotalSeconds),
            FaultKind.Banned => isOkx ? OkxRest.TooMany() : BinanceRest.TooMany(418, options.BinanceWeight, fault.Delay.TotalSeconds),
            FaultKind.PartialPage => answer.With([.. rows.Take((rows.Count + 1) / 2)]),
            FaultKind.EmptyPage => answer.With([]),
            FaultKind.DuplicateRows => answer.With([.. rows.SelectMany((row, i) => i % 4 == 0 ? (string[])[row, row] : [row])]),
            FaultKind.ShuffledRows => answer.With([.. rows.OrderBy(_ => faults.Below(int.MaxValue))]),
            FaultKind.GarbageJson => new Answer(200, "\u0001{{\uFFFD]\"code\":"),
            FaultKind.TruncatedJson => new Answer(200, answer.Body[..(answer.Body.Length * 2 / 3)]),
            FaultKind.WrongTypes => new Answer(200, Spoil.Types(answer.Body)),
            FaultKind.HtmlPage => new Answer(200, "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser.</body></html>") with
            {
                Headers = new() { ["Content-Type"] = "text/html" },
            },
            _ => answer,
        };
    }

    private async Task SendAsync(HttpContext context, Answer answer, Fault? fault, CancellationToken cancellation)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Disconnect:
                context.Abort();
                return;
            case FaultKind.HungAnswer:
                await Task.Delay(Timeout.InfiniteTimeSpan, options.Time, cancellation);
                break;
            case FaultKind.SlowAnswer:
                await Task.Delay(fault.Delay, options.Time, cancellation);
                break;
            default:
                break;
        }

        var body = Encoding.UTF8.GetBytes(answer.Body);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json;charset=UTF-8";
        context.Response.ContentLength = body.Length;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (fault?.Kind == FaultKind.TruncatedBody)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), cancellation);
            await context.Response.Body.FlushAsync(cancellation);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(body, cancellation);
    }
}
