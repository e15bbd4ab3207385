using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorTrading.Feeds.Tests.Observations;

/// <summary>Answers HTTP on loopback exactly as it is told, however wrong.</summary>
internal sealed class TinyServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int, NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _running;
    private int _requests;

    /// <param name="answer">Gets the number of the request from 1 and the connection.</param>
    public TinyServer(Func<int, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _running = RunAsync();
    }

    public TinyServer(string body, int status = 200, string headers = "")
        : this((_, to, cancellation) => AnswerAsync(to, body, status, headers, cancellation))
    {
    }

    /// <summary>The head of the last request.</summary>
    public string LastRequest { get; private set; } = "";

    public int Requests => Volatile.Read(ref _requests);

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/series");

    public static async Task AnswerAsync(NetworkStream to, string body, int status, string headers, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await to.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n{headers}\r\n")), cancellation);
        await to.WriteAsync(bytes, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception cause) when (cause is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = new byte[4096];
                if (await stream.ReadAsync(head, _stop.Token) is > 0 and var length)
                {
                    LastRequest = Encoding.ASCII.GetString(head, 0, length);
                    await _answer(Interlocked.Increment(ref _requests), stream, _stop.Token);
                }
            }
            catch (Exception cause) when (cause is OperationCanceledException or IOException or SocketException)
            {
                // The client went away or the test is over.
            }
        }
    }
}
