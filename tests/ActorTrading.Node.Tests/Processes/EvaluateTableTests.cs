using System.Text.Json;

namespace ActorTrading.Node.Tests.Processes;

public sealed class EvaluateTableTests
{
    private static readonly string[] Small = ["--set", "training.rounds=5", "--set", "training.max-rows=4000", "--train-until", "2022-12-31"];
    private static readonly string[] Candles = ["--candles", MarketData.File("BTC-USD.4h.2016-2024.csv.gz"), MarketData.File("ETH-USD.4h.2016-2024.csv.gz")];

    [Fact]
    public async Task Evaluate_All_PrintsALinePerSymbolAndHorizonWithIntervals()
    {
        var run = await Executable.RunAsync(["evaluate", "--all", .. Candles, .. Small]);

        Assert.Equal(0, run.Code);
        var lines = run.Output.TrimEnd().Split('\n').SkipWhile(static l => !l.StartsWith("symbol", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["BTC-USD 4h", "BTC-USD 24h", "ETH-USD 4h", "ETH-USD 24h"], lines[1..].Select(static l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2])));
        Assert.All(lines[1..], static l => Assert.Matches(@"\d\.\d{4}\s+-?\d\.\d{4} \[-?\d\.\d{4},-?\d\.\d{4}\]", l));
    }

    [Fact]
    public async Task Evaluate_Json_HasTheIntervalsAndTheCoverageByVolatility()
    {
        var run = await Executable.RunAsync(["evaluate", "--json", .. Candles, .. Small]);

        Assert.Equal(0, run.Code);
        foreach (var result in JsonDocument.Parse(run.Output).RootElement.GetProperty("results").EnumerateArray())
        {
            var saved = result.GetProperty("saved").GetProperty("baseRates");
            var mean = saved.GetProperty("mean").GetDouble();
            Assert.InRange(mean, saved.GetProperty("low").GetDouble(), saved.GetProperty("high").GetDouble());
            Assert.Equal(mean, result.GetProperty("baseRateLogLoss").GetDouble() - result.GetProperty("logLoss").GetDouble(), 9);
            var thirds = result.GetProperty("coverageByVolatility").EnumerateArray().Select(static c => c.GetDouble()).ToArray();
            Assert.Equal(result.GetProperty("interval").GetProperty("coverage").GetDouble(), thirds.Average(), 0.001);
        }
    }
}
