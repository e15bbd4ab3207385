using System.Globalization;
using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ActorTrading.Feeds.Observations;

/// <summary>Brings the text of a source here: bounded in time and size, repeated where that may help. Redirects are not followed: a source is where the settings say.</summary>
internal sealed class ObservationDownload(ObservationSourceOptions options, TimeProvider time)
{
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        if (!IsAddress(options.Location))
        {
            return await ReadFileAsync(cancellationToken);
        }

        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Math.Max(1, options.MaxRetryAttempts),
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                ShouldHandle = attempt => ValueTask.FromResult(options.MaxRetryAttempts > 0 && IsWorthRepeating(attempt.Outcome.Exception)),
            })
            .AddTimeout(options.Timeout)
            .Build();
        try
        {
            return await pipeline.ExecuteAsync(GetAsync, cancellationToken);
        }
        catch (TimeoutRejectedException cause)
        {
            throw Failed(string.Create(CultureInfo.InvariantCulture, $"no answer within {options.Timeout.TotalSeconds:0.###} s"), cause);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or InvalidDataException)
        {
            throw Failed(cause is HttpRequestException { StatusCode: { } status } ? $"the answer is {(int)status} {status}" : cause.Message, cause);
        }
    }

    /// <summary>The location without user and password.</summary>
    public static string Shown(string location)
    {
        if (!IsAddress(location))
        {
            // A redirect may lead to a path of the same server.
            var query = location.IndexOf('?', StringComparison.Ordinal);
            return $"'{(query < 0 ? location : location[..query])}'";
        }

        // The query may hold a key.
        var address = new Uri(location);
        return address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
    }

    public static bool IsAddress(string location) =>
        Uri.TryCreate(location, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    private async ValueTask<byte[]> GetAsync(CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Get, options.Location);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            throw Failed($"the answer is a redirect to '{Shown(response.Headers.Location?.ToString() ?? "").Trim('\'')}', which is not followed: set that address if it is right", null);
        }

        response.EnsureSuccessStatusCode();
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await ReadBoundedAsync(content, cancellationToken);
    }

    private async Task<byte[]> ReadFileAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(options.Location);
            return await ReadBoundedAsync(file, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Failed($"the file cannot be read ({cause.Message})", cause);
        }
    }

    private async Task<byte[]> ReadBoundedAsync(Stream from, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (var got = await from.ReadAsync(buffer, cancellationToken); got > 0; got = await from.ReadAsync(buffer, cancellationToken))
        {
            if (all.Length + got > options.MaxBytes)
            {
                throw Failed(string.Create(CultureInfo.InvariantCulture, $"it is larger than {options.MaxBytes:N0} bytes"), null);
            }

            all.Write(buffer, 0, got);
        }

        return all.ToArray();
    }

    /// <summary>What another attempt may mend: lost connections, silence, too many requests, trouble of the server. Not a refusal.</summary>
    private static bool IsWorthRepeating(Exception? cause) => cause switch
    {
        TimeoutRejectedException or IOException or InvalidDataException => true,
        HttpRequestException { StatusCode: null } => true,
        HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout } => true,
        HttpRequestException { StatusCode: { } status } => (int)status >= 500,
        _ => false,
    };

    private ObservationException Failed(string what, Exception? cause) => new($"series {options.Series} from {Shown(options.Location)}: {what}.", cause);
}
