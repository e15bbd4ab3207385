using System.Text.Json;
using ActorTrading.Market.Features;
using ActorTrading.Market.Indicators;
using ActorTrading.Node.Cli;

namespace ActorTrading.Node.Tests.Cli;

public sealed class FeaturesVerbTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task List_Plain_HasARowOfEachInAlignedColumns()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("features list"));

        var tables = _output.ToString().TrimEnd().Split("\n\n");
        var (features, indicators) = (tables[0].Split('\n'), tables[1].Split('\n'));
        Assert.Equal(FeatureCatalog.All.Select(f => f.Name).Prepend("FEATURE"), features.Select(l => l.Split(' ')[0]));
        Assert.Equal(IndicatorCatalog.All.Select(i => i.Name).Prepend("INDICATOR"), indicators.Select(l => l.Split(' ')[0]));
        var definition = indicators[0].IndexOf("DEFINITION", StringComparison.Ordinal);
        Assert.All(indicators.Skip(1).Zip(IndicatorCatalog.All), p => Assert.Equal(p.Second.Definition, p.First[definition..]));
    }

    [Theory]
    [InlineData("--kind indicators --filter WILDER", "rsi_14")]
    [InlineData("--kind features --filter parkinson", "log_parkinson_24h")]
    [InlineData("--filter half-life", "log_ewma_vol_fast")]
    public async Task List_Filter_FindsNameDefinitionAndSource(string options, string name)
    {
        Assert.Equal(ExitCode.Done, await RunAsync($"features list --json {options}"));

        var found = JsonDocument.Parse(_output.ToString()).RootElement;
        var names = new[] { "features", "indicators" }.SelectMany(k => found.GetProperty(k).EnumerateArray()).Select(e => e.GetProperty("name").GetString()!).ToList();
        Assert.Contains(name, names);
        Assert.True(names.Count < 60);
    }

    [Fact]
    public async Task List_Json_HasEveryFieldOfTheCatalogue()
    {
        await RunAsync("features list --json --kind indicators --filter macd_signal");

        var macd = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("indicators")[0];
        Assert.Equal("MACD", macd.GetProperty("indicator").GetString());
        Assert.Equal(34, macd.GetProperty("warmUpBars").GetInt32());
        Assert.Equal(
            ["name", "indicator", "definition", "source", "parameters", "unit", "range", "inputs", "warmUpBars", "convergenceBars"],
            macd.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task List_UnknownKindOrText_SaysSo()
    {
        Assert.Equal(ExitCode.WrongUse, await RunAsync("features list --kind models"));
        Assert.Equal("error: --kind 'models' is neither features nor indicators", _error.ToString().Trim());

        Assert.Equal(ExitCode.Done, await RunAsync("features list --filter qwertz"));
        Assert.Equal("Nothing has that text in it.", _output.ToString().Trim());
    }

    private Task<int> RunAsync(string line) =>
        new CommandLineApp(
            new CliContext
            {
                Output = _output,
                Error = _error,
                Environment = new Dictionary<string, string>(),
                Time = TimeProvider.System,
                IsOutputTerminal = false,
                IsErrorTerminal = false,
            },
            [new FeaturesVerb()]).RunAsync(line.Split(' '), TestContext.Current.CancellationToken);
}
