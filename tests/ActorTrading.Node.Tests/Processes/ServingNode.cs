namespace ActorTrading.Node.Tests.Processes;

/// <summary>A node whose recording has ended and that serves on.</summary>
public sealed class ServingNode(PlayedRecording recording) : IAsyncLifetime
{
    private readonly DataFolder _folder = new();
    private Executable? _node;

    public HttpClient Client { get; } = new();

    public async ValueTask InitializeAsync()
    {
        DataFolder.Copy(recording.Data, _folder["data"]);
        _node = Executable.Start("node", "--path", PlayedRecording.Trades, "--data", _folder["data"], "--set", "http.port=0");
        Client.BaseAddress = new Uri(await _node.ServesAsync());
        await Eventually.TrueAsync(() => _node.Output.Contains("ended after", StringComparison.Ordinal), "the recording ends");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _node!.DisposeAsync();
        _folder.Dispose();
    }
}
