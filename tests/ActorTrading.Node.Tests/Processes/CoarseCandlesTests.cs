using System.Text.Json;

namespace ActorTrading.Node.Tests.Processes;

/// <summary>Candles longer than the shortest horizon: what they cannot serve is left out, or refused when asked for by name.</summary>
public sealed class CoarseCandlesTests
{
    private static readonly string[] Small = ["--set", "training.rounds=5", "--set", "training.max-rows=4000"];
    private static readonly string Candles = MarketData.File("ETH-USD.4h.2016-2024.csv.gz");

    [Fact]
    public async Task Evaluate_FourHourCandlesByDefault_ReportsTheHorizonsTheyServe()
    {
        var run = await Executable.RunAsync(["evaluate", "--candles", Candles, "--json", .. Small]);

        Assert.Equal(0, run.Code);
        Assert.Equal(
            ["4h", "24h"],
            JsonDocument.Parse(run.Output).RootElement.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("horizon").GetString()));
    }

    [Fact]
    public async Task Evaluate_FourHourCandlesForOneHour_SaysThatTheyCannot()
    {
        var run = await Executable.RunAsync("evaluate", "--candles", Candles, "--horizons", "1h");

        Assert.Equal((2, "error: --horizons '1h' is not a multiple of the candles' timeframe, which is 4h\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task Backtest_FourHourCandlesForOneHour_SaysWhatToSet()
    {
        var run = await Executable.RunAsync("backtest", "--candles", Candles, "--set", "market.horizons=[1h]");

        Assert.Equal(2, run.Code);
        Assert.Equal("error: no horizon of 1h is a multiple of the candles' 4h: set others with --set market.horizons=[4h]\n", run.Error);
    }

    [Fact]
    public async Task Pretrained_FewerHorizonsThanTrained_AreServedAndOthersRefused()
    {
        using var folder = new DataFolder();
        Assert.Equal(0, (await Executable.RunAsync(["train", "--candles", Candles, "--out", folder.Path, .. Small])).Code);

        var fewer = await Executable.RunAsync("evaluate", "--candles", Candles, "--pretrained", folder.Path, "--horizons", "24h", "--json");
        var other = await Executable.RunAsync("evaluate", "--candles", Candles, "--pretrained", folder.Path, "--horizons", "8h");

        Assert.Equal(0, fewer.Code);
        Assert.Equal(1, other.Code);
        Assert.Contains("trained for 4h, 24h, not for 8h", other.Error, StringComparison.Ordinal);
    }
}
