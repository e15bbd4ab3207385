using ActorTrading.Engine.Evaluation;
using ActorTrading.Engine.Predictors;
using ActorTrading.Market;
using ActorTrading.Node.Cli;

namespace ActorTrading.Node.Tests.Cli;

public sealed class EvaluationTableTests
{
    [Theory]
    [InlineData("BTC-USDT", 0.5)]
    [InlineData("BTC-USDT-PERP", 0.5)]
    [InlineData("1000000MOGTOKEN-USDT-PERP", 123.5)]
    public void Text_LongNamesAndLosses_LeaveBlanksBetweenColumns(string symbol, double lost)
    {
        var text = EvaluationTable.Text([(Symbol.Parse(symbol), Horizon.Parse("1h"), Walk(lost))], 0, "version");

        Assert.Contains("the 80 % interval", text, StringComparison.Ordinal);
        var lines = text.Split('\n').SkipWhile(static l => !l.StartsWith("symbol", StringComparison.Ordinal)).ToArray();
        var cells = lines[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal([symbol, "1h", "40"], cells[..3]);
        Assert.Equal(13, cells.Length);
        Assert.StartsWith($"-{lost:0.0000} [", cells[5], StringComparison.Ordinal);
        Assert.Equal(lines[0].TrimEnd().Length, lines[1].TrimEnd().Length);
    }

    private static WalkResult Walk(double lost)
    {
        var score = new HorizonScore(
            40, [0.2, 0.5, 0.3], 0.5, 1 + lost, 1, 1, 0.1, 0.5, 0.85, double.NaN, 0, 0.8, 0.9, 0.02, 0, 0, new Dictionary<string, double>());
        return new WalkResult(score, [.. Enumerable.Range(0, 40).Select(i => new ScoredForecast(i, 1 + lost, 1, 1, 0.01, true))], 5);
    }
}
