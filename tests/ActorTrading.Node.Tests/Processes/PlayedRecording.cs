using System.Text.Json;

[assembly: AssemblyFixture(typeof(ActorTrading.Node.Tests.Processes.PlayedRecording))]

namespace ActorTrading.Node.Tests.Processes;

/// <summary>Models trained once, and the data directory of a node that played a whole recording with them undisturbed.</summary>
public sealed class PlayedRecording : IAsyncLifetime
{
    private readonly DataFolder _folder = new();

    public static string Trades => MarketData.File("LTC-USDT.trades.2025-06-21.csv.gz");

    public static string RawTrades => MarketData.File("LTC-USDT.trades.2025-06-21.raw.csv.gz");

    public string Models => _folder["models"];

    /// <summary>Nobody may open it: a process that did would lock it against another test that copies it.</summary>
    public string Data => _folder["data"];

    /// <summary>What a verified replay of the undisturbed journal says.</summary>
    public JsonElement Replay { get; private set; }

    public static string[] Node(string data, string trades, string speed) =>
        ["node", "--path", trades, "--speed", speed, "--exit-at-end", "--set", "http.port=0", "--data", data];

    /// <summary>A data directory with the models and nothing else.</summary>
    internal void Begin(string data) => DataFolder.Copy(Models, Path.Combine(data, "models"));

    public async ValueTask InitializeAsync()
    {
        var train = await Executable.RunAsync(
            "train", "--candles", MarketData.File("LTC-USDT.5m.2024.csv.gz"), "--until", "2024-06-30", "--out", Models,
            "--set", "training.rounds=20", "--set", "training.max-rows=8000");
        Assert.True(train.Code == 0, train.Error);
        Begin(Data);
        var play = await Executable.RunAsync(Node(Data, Trades, "full"));
        Assert.True(play.Code == 0, play.Error);
        var replay = await Executable.RunAsync("replay", "--verify", "--json", "--data", Data);
        Assert.True(replay.Code == 0, replay.Output + replay.Error);
        Replay = JsonDocument.Parse(replay.Output).RootElement;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
