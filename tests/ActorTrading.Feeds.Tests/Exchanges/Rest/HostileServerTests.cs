using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Tests.Observations;

namespace ActorTrading.Feeds.Tests.Exchanges.Rest;

/// <summary>Servers and proxies that misbehave below the level of the protocol, over real sockets.</summary>
public sealed class HostileServerTests
{
    private const string Good = """{"code":"0","msg":"","data":[{"ts":"1597026383085"}]}""";
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private const int MostBytes = 256 * 1024;

    public enum Trick
    {
        NothingAfterTheHead,
        AByteAtATime,
        EndlessBody,
        EndlessHead,
        TooLittle,
        CutOff,
        ZipBomb,
        NoZip,
        Silence,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Trick.NothingAfterTheHead, ExchangeFailure.Unreachable, "gave no whole answer within 1 s")]
    [InlineData(Trick.AByteAtATime, ExchangeFailure.Unreachable, "gave no whole answer within 1 s")]
    [InlineData(Trick.Silence, ExchangeFailure.Unreachable, "gave no whole answer within 1 s")]
    [InlineData(Trick.EndlessBody, ExchangeFailure.BadAnswer, "longer than 262144 bytes")]
    [InlineData(Trick.EndlessHead, ExchangeFailure.Unreachable, "cannot be reached, or broke off")]
    [InlineData(Trick.TooLittle, ExchangeFailure.Unreachable, "cannot be reached, or broke off")]
    [InlineData(Trick.CutOff, ExchangeFailure.BadAnswer, "no JSON, or cut off")]
    [InlineData(Trick.ZipBomb, ExchangeFailure.BadAnswer, "longer than 262144 bytes")]
    [InlineData(Trick.NoZip, ExchangeFailure.Unreachable, "cannot be reached, or broke off")]
    public async Task Get_FromAHostileServer_FailsInTimeByName(Trick trick, ExchangeFailure failure, string reason)
    {
        await using var server = new TinyServer((_, to, cancellation) => PlayAsync(trick, to, cancellation));

        var thrown = await FailAsync(Options(server));

        Assert.Equal(failure, thrown.Failure);
        Assert.Contains(reason, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(thrown.Message, char.IsControl);
        Assert.InRange(thrown.Message.Length, 1, 400);
    }

    [Fact]
    public async Task Get_Redirected_IsNotFollowedAndSaysSo()
    {
        await using var elsewhere = new TinyServer(Good);
        await using var server = new TinyServer("", 302, $"Location: {elsewhere.Address}\r\n");

        var thrown = await FailAsync(Options(server));

        Assert.Equal(ExchangeFailure.Unreachable, thrown.Failure);
        Assert.Contains("name the right one in rest-hosts", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, elsewhere.Requests);
    }

    [Theory]
    [InlineData("http://no-such-host.invalid")]
    [InlineData("https://127.0.0.1:1")]
    [InlineData("tls")]
    public async Task Get_FirstHostCannotBeReached_TheSecondAnswers(string first)
    {
        await using var server = new TinyServer(Good);
        await using var plain = new TinyServer(Good);
        var address = first == "tls" ? new UriBuilder(AddressOf(plain)) { Scheme = Uri.UriSchemeHttps }.Uri : new Uri(first);
        var options = Options(server) with { MaxRetryAttempts = 1, Timeout = TimeSpan.FromSeconds(20) };
        await using var client = ExchangeClients.Create("okx", options with { RestHosts = [address, .. options.RestHosts] }, TimeProvider.System);

        await client.GetClockOffsetAsync(Cancellation);

        Assert.Equal((2, 1), (client.Statistics.Requests, client.Statistics.Retries));
        Assert.Equal(1, server.Requests);
    }

    private static async Task<ExchangeException> FailAsync(ExchangeClientOptions options)
    {
        await using var client = ExchangeClients.Create("okx", options, TimeProvider.System);
        return await Assert.ThrowsAsync<ExchangeException>(() => client.GetClockOffsetAsync(Cancellation));
    }

    private static ExchangeClientOptions Options(TinyServer server) => new()
    {
        RestHosts = [AddressOf(server)],
        Timeout = TimeSpan.FromMilliseconds(600),
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryAttempts = 0,
        MaxAnswerBytes = MostBytes,
    };

    private static Uri AddressOf(TinyServer server) => new(new Uri(server.Address), "/");

    private static async Task PlayAsync(Trick trick, NetworkStream to, CancellationToken cancellation)
    {
        switch (trick)
        {
            case Trick.NothingAfterTheHead:
                await SayAsync(to, $"{Head}Content-Length: 50\r\n\r\n", cancellation);
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                break;
            case Trick.AByteAtATime:
                await SayAsync(to, $"{Head}Content-Length: {Good.Length}\r\n\r\n", cancellation);
                foreach (var c in Good)
                {
                    await SayAsync(to, $"{c}", cancellation);
                    await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
                }

                break;
            case Trick.EndlessBody:
                await SayAsync(to, $"{Head}\r\n", cancellation);
                while (true)
                {
                    await SayAsync(to, new string(' ', 4096), cancellation);
                }

            case Trick.EndlessHead:
                await SayAsync(to, Head, cancellation);
                while (true)
                {
                    await SayAsync(to, $"X-More: {new string('x', 1000)}\r\n", cancellation);
                }

            case Trick.TooLittle:
                await SayAsync(to, $"{Head}Content-Length: {Good.Length + 1}\r\n\r\n{Good}", cancellation);
                break;
            case Trick.CutOff:
                await SayAsync(to, $"{Head}Content-Length: {Good.Length - 1}\r\n\r\n{Good}", cancellation);
                break;
            case Trick.ZipBomb:
                await SayAsync(to, $"{Head}Content-Encoding: gzip\r\n\r\n", cancellation);
                await using (var zip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true))
                {
                    for (var i = 0; i < 100; i++)
                    {
                        await zip.WriteAsync(new byte[MostBytes], cancellation);
                    }
                }

                break;
            case Trick.NoZip:
                await SayAsync(to, $"{Head}Content-Encoding: gzip\r\n\r\n{Good}", cancellation);
                break;
            default:
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                break;
        }
    }

    private static async Task SayAsync(NetworkStream to, string text, CancellationToken cancellation) =>
        await to.WriteAsync(Encoding.ASCII.GetBytes(text), cancellation);
}
