using System.Globalization;
using System.Text;
using ActorTrading.Engine.Evaluation;
using ActorTrading.Learning.Scoring;
using ActorTrading.Market;

namespace ActorTrading.Node.Cli;

/// <summary>Every symbol and horizon in one line each, with what the forecasts save and how sure that is.</summary>
internal static class EvaluationTable
{
    private static readonly string[] Columns =
    [
        "symbol", "horizon", "rows", "log-loss", "base rates", "saved [95 %]", "EWMA", "saved [95 %]", "ECE", "covers %", "calm/mid/wild", "accuracy %", "majority %",
    ];

    public static string Text(IReadOnlyList<(Symbol Symbol, Horizon Horizon, WalkResult Result)> results, long from, string version)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Walked forward from {Days.Text(from)} with models {version}; each outcome was learnt only once it was known.");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"Log-loss in nats, less is better; saved is the other's less ours, with its interval by block bootstrap; covers is the share of returns in the {Number(results[0].Result.Score.IntervalLevel * 100, "0.##")} % interval,");
        text.AppendLine("and the same for the calm, middle and wild third of predicted volatility. * marks savings whose interval does not hold 0.");
        text.AppendLine();
        foreach (var line in TextTable.Lines([Columns, .. results.Select(static r => Cells(r.Symbol, r.Horizon, r.Result))], 2..))
        {
            text.AppendLine(line);
        }

        return text.ToString().TrimEnd();
    }

    private static string[] Cells(Symbol symbol, Horizon horizon, WalkResult result)
    {
        var score = result.Score;
        return
        [
            symbol.Value, horizon.Name, Number(score.Rows, "0"), Number(score.LogLoss, "0.0000"), Number(score.BaseRateLogLoss, "0.0000"), Interval(result.SavedOverBaseRates),
            Number(score.EwmaLogLoss, "0.0000"), Interval(result.SavedOverEwma), Number(score.Ece, "0.0000"), Number(score.IntervalCoverage * 100, "0.00"),
            result.CoverageByVolatility.Count == 0 ? "-" : string.Join('/', result.CoverageByVolatility.Select(static c => Number(c * 100, "0.0"))),
            Number(score.Accuracy * 100, "0.00"), Number(score.MajorityAccuracy * 100, "0.00"),
        ];
    }

    private static string Interval(BootstrapInterval? saved) => saved is not { } s
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{s.Mean:0.0000} [{s.Low:0.0000},{s.High:0.0000}]{(s.ExcludesZero ? "*" : " ")}");

    private static string Number(double value, string format) => double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
