using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.Timeout;

namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>
/// Sends requests to an exchange: keeps its limits, tries again what passes, goes to another host when one fails, and judges what comes
/// back. Safe for several threads.
/// </summary>
internal sealed class ExchangeHttp : IDisposable
{
    private static readonly TimeSpan MostConnecting = TimeSpan.FromSeconds(10);
    private readonly ExchangeProtocol _protocol;
    private readonly ExchangeClientOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline _pipeline;
    private long _requests;
    private long _retries;
    private long _rateLimited;
    private long _failed;
    private long _waited;

    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public ExchangeHttp(ExchangeProtocol protocol, ExchangeClientOptions options, TimeProvider time)
    {
        _protocol = protocol;
        _options = options.Validate();
        _time = time;
        Traffic = options.Traffic ?? new ExchangeTraffic(options, time);
        _http = new HttpClient(options.Handler ?? CreateSockets(options), disposeHandler: options.Handler is null) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(new ProductHeaderValue(options.UserAgent)));
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _pipeline = RetryPipeline.Create(options, time, () => Interlocked.Increment(ref _retries));
    }

    public ExchangeTraffic Traffic { get; }

    public ExchangeStatistics Statistics => new(
        Interlocked.Read(ref _requests),
        Interlocked.Read(ref _retries),
        Interlocked.Read(ref _rateLimited),
        Interlocked.Read(ref _failed),
        TimeSpan.FromTicks(Interlocked.Read(ref _waited)));

    /// <exception cref="ExchangeException">No attempt brought an answer that can be used.</exception>
    public async Task<ExchangeAnswer<T>> GetAsync<T>(ExchangeRequest request, AnswerParser<T> parse, CancellationToken cancellation)
    {
        var attempts = 0;
        ExchangeException? last = null;
        try
        {
            return await _pipeline.ExecuteAsync(
                async token =>
                {
                    attempts++;
                    try
                    {
                        return await TryAsync(request, parse, token);
                    }
                    catch (ExchangeException failure)
                    {
                        last = failure.Failure == ExchangeFailure.CircuitOpen ? last ?? failure : failure;
                        throw;
                    }
                },
                cancellation);
        }
        catch (TimeoutRejectedException cause)
        {
            Interlocked.Increment(ref _failed);
            throw new ExchangeException(
                last?.Failure ?? ExchangeFailure.Unreachable,
                _protocol.Name,
                $"{last?.Message ?? About(request, "no answer")} (given up after {Seconds(_options.TotalTimeout)} and {Count(attempts)})",
                last?.RetryAfter,
                (Exception?)last ?? cause);
        }
        catch (ExchangeException failure)
        {
            Interlocked.Increment(ref _failed);
            throw new ExchangeException(failure.Failure, _protocol.Name, $"{failure.Message} ({Count(attempts)})", failure.RetryAfter, failure);
        }
    }

    /// <summary>Believes that there is nothing only when it is told so twice: an exchange in trouble may answer with an empty page.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<T> GetConfirmedAsync<T>(ExchangeRequest request, AnswerParser<T> parse, Func<T, bool> isNothing, CancellationToken cancellation)
    {
        var answer = await GetAsync(request, parse, cancellation);
        return isNothing(answer.Value) ? (await GetAsync(request, parse, cancellation)).Value : answer.Value;
    }

    public void Dispose() => _http.Dispose();

    private string Remedy => $"check the network, or name other addresses in exchanges.{_protocol.Name}.rest-hosts";

    private static SocketsHttpHandler CreateSockets(ExchangeClientOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = options.Timeout < MostConnecting ? options.Timeout : MostConnecting,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    private static string Count(int attempts) => attempts == 1 ? "1 attempt" : $"{attempts} attempts";

    private static string Seconds(TimeSpan time) => $"{Math.Ceiling(time.TotalSeconds):0} s";

    private async Task<ExchangeAnswer<T>> TryAsync<T>(ExchangeRequest request, AnswerParser<T> parse, CancellationToken cancellation)
    {
        var waited = await Traffic.WaitAsync(request.Limit, request.Cost, _options.TotalTimeout, cancellation);
        if (waited is null)
        {
            var pause = Traffic.PausedFor;
            throw Failure(request, ExchangeFailure.RateLimited, $"the exchange wants no request for another {Seconds(pause)}; nothing was sent", pause);
        }

        Interlocked.Add(ref _waited, waited.Value.Ticks);
        var host = Traffic.Hosts.Choose(Traffic.Now, out var closed)
            ?? throw Failure(request, ExchangeFailure.CircuitOpen, $"nothing is sent for another {Seconds(closed)} after too many failures in a row, the last: {Traffic.Hosts.LastFailure}", closed);
        try
        {
            var answer = await SendAsync(host, request, parse, cancellation);
            Traffic.Hosts.Report(host, null, Traffic.Now);
            return answer;
        }
        catch (ExchangeException failure)
        {
            var isHosts = failure.Failure is ExchangeFailure.Unreachable or ExchangeFailure.BadAnswer;
            Traffic.Hosts.Report(host, isHosts ? failure.Message : null, Traffic.Now);
            throw;
        }
        catch
        {
            Traffic.Hosts.Abandon(host);
            throw;
        }
    }

    private async Task<ExchangeAnswer<T>> SendAsync<T>(Uri host, ExchangeRequest request, AnswerParser<T> parse, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        Interlocked.Increment(ref _requests);
        var (sent, began) = (Clock.Micros(_time), _time.GetTimestamp());
        var body = ReadOnlyMemory<byte>.Empty;
        try
        {
            using var response = await _http.GetAsync(new Uri(host, request.Path), HttpCompletionOption.ResponseHeadersRead, both.Token);
            _protocol.Observe(response, Traffic, _time.GetUtcNow());
            body = await AnswerBody.ReadAsync(response.Content, _options.MaxAnswerBytes, both.Token);
            var verdict = _protocol.Open((int)response.StatusCode, body.Span, out var data);
            return verdict is null
                ? new ExchangeAnswer<T>(parse(body.Span[data]), sent, sent + (_time.GetElapsedTime(began).Ticks / TimeSpan.TicksPerMicrosecond))
                : throw Judge(host, request, response, verdict);
        }
        catch (AnswerFormatException cause)
        {
            throw Failure(request, ExchangeFailure.BadAnswer, $"the answer of {host.Host} cannot be used: {cause.Message}; it begins: {AnswerText.Begin(body.Span)}", cause: cause);
        }
        catch (OperationCanceledException cause) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw Failure(request, ExchangeFailure.Unreachable, $"{host.Host} gave no whole answer within {Seconds(_options.Timeout)}; {Remedy}", cause: cause);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or InvalidDataException)
        {
            throw Failure(request, ExchangeFailure.Unreachable, $"{host.Host} cannot be reached, or broke off: {AnswerText.Clean(cause.GetBaseException().Message).TrimEnd('.')}; {Remedy}", cause: cause);
        }
    }

    private ExchangeException Judge(Uri host, ExchangeRequest request, HttpResponseMessage response, Verdict verdict)
    {
        TimeSpan? pause = null;
        if (verdict.Failure == ExchangeFailure.RateLimited)
        {
            Interlocked.Increment(ref _rateLimited);
            pause = RetryAfter.Of(response, _time.GetUtcNow()) ?? verdict.Pause;
            Traffic.Pause(pause ?? TimeSpan.Zero);
        }

        var wish = pause is null ? "" : $", left alone for {Seconds(pause.Value)}";
        return Failure(request, verdict.Failure, $"{host.Host}: {verdict.Reason.TrimEnd('.')}{wish}", pause);
    }

    private ExchangeException Failure(ExchangeRequest request, ExchangeFailure failure, string reason, TimeSpan? retryAfter = null, Exception? cause = null) =>
        new(failure, _protocol.Name, About(request, reason), retryAfter, cause);

    private string About(ExchangeRequest request, string reason) => $"{_protocol.Name} {request.About}: {reason}";
}
