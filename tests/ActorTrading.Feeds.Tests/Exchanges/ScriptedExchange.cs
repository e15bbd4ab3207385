using System.Net;
using System.Text;

namespace ActorTrading.Feeds.Tests.Exchanges;

/// <summary>Answers requests by a script and remembers them; the last line of the script is repeated.</summary>
internal sealed class ScriptedExchange(TimeProvider clock, params Func<HttpRequestMessage, HttpResponseMessage>[] script) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<(Uri Address, DateTimeOffset Time)> _requests = [];

    public IReadOnlyList<(Uri Address, DateTimeOffset Time)> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public static Func<HttpRequestMessage, HttpResponseMessage> Says(string body, int status = 200, params (string Name, string Value)[] headers) => _ =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    };

    public static Func<HttpRequestMessage, HttpResponseMessage> Throws(Exception failure) => _ => throw failure;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int index;
        lock (_gate)
        {
            index = Math.Min(_requests.Count, script.Length - 1);
            _requests.Add((request.RequestUri!, clock.GetUtcNow()));
        }

        return Task.FromResult(script[index](request));
    }
}
