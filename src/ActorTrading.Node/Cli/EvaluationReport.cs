using System.Globalization;
using System.Text;
using ActorTrading.Engine.Evaluation;
using ActorTrading.Engine.Predictors;
using ActorTrading.Learning.Scoring;
using ActorTrading.Market;

using Results = System.Collections.Generic.IReadOnlyList<(ActorTrading.Market.Symbol Symbol, ActorTrading.Market.Horizon Horizon, ActorTrading.Engine.Predictors.HorizonScore Score)>;
using Walks = System.Collections.Generic.IReadOnlyList<(ActorTrading.Market.Symbol Symbol, ActorTrading.Market.Horizon Horizon, ActorTrading.Engine.Evaluation.WalkResult Walk)>;

namespace ActorTrading.Node.Cli;

/// <summary>Scores for people and for machines.</summary>
internal static class EvaluationReport
{
    /// <exception cref="CommandFailedException">Nothing was scored.</exception>
    public static void MustHaveRows(Walks results, long from)
    {
        foreach (var (symbol, horizon, walk) in results)
        {
            if (walk.Score.Rows == 0)
            {
                throw new CommandFailedException(
                    $"no forecast of {symbol} for {horizon} after {(from == long.MaxValue ? "the history's end" : Days.Text(from))} has met an outcome: give candles that reach further, or an earlier --train-until.");
            }
        }
    }

    public static string Json(Walks results) => Cli.Json.Line(new
    {
        results = results.Select(r => new
        {
            symbol = r.Symbol.Value,
            horizon = r.Horizon.Name,
            rows = r.Walk.Score.Rows,
            baseRates = r.Walk.Score.BaseRates,
            majorityAccuracy = r.Walk.Score.MajorityAccuracy,
            accuracy = r.Walk.Score.Accuracy,
            logLoss = r.Walk.Score.LogLoss,
            baseRateLogLoss = Cli.Json.Number(r.Walk.Score.BaseRateLogLoss),
            ewmaLogLoss = Cli.Json.Number(r.Walk.Score.EwmaLogLoss),
            skill = Cli.Json.Number(r.Walk.Score.Skill),
            ece = r.Walk.Score.Ece,
            brier = r.Walk.Score.Brier,
            selective = new { threshold = r.Walk.Score.SelectiveThreshold, accuracy = Cli.Json.Number(r.Walk.Score.SelectiveAccuracy), coverage = r.Walk.Score.SelectiveCoverage },
            interval = new { level = r.Walk.Score.IntervalLevel, coverage = r.Walk.Score.IntervalCoverage, meanWidth = r.Walk.Score.IntervalMeanWidth },
            coverageByVolatility = r.Walk.CoverageByVolatility,
            saved = new { level = WalkResult.Level, baseRates = Saved(r.Walk.SavedOverBaseRates), ewma = Saved(r.Walk.SavedOverEwma) },
            directional = new { hitRate = Cli.Json.Number(r.Walk.Score.DirectionalHitRate), n = r.Walk.Score.DirectionalRows, p = Cli.Json.Number(r.Walk.Score.DirectionalP) },
            weights = r.Walk.Score.Weights,
        }),
    });

    public static string Text(Results results, long from, string version)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Walked forward from {Days.Text(from)} with models {version}; each outcome was learnt only once it was known.");
        foreach (var bySymbol in results.GroupBy(r => r.Symbol))
        {
            text.AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture, $"{bySymbol.Key}");
            Row(text, "", bySymbol, s => "", header: true);
            Row(text, "rows", bySymbol, s => Number(s.Rows, "0"));
            Row(text, "base rates down/flat/up, %", bySymbol, s => string.Join('/', s.BaseRates.Select(b => Number(b * 100, "0.0"))));
            Row(text, "accuracy, %", bySymbol, s => Number(s.Accuracy * 100, "0.00"));
            Row(text, "  majority class, %", bySymbol, s => Number(s.MajorityAccuracy * 100, "0.00"));
            Row(text, "log-loss", bySymbol, s => Number(s.LogLoss, "0.0000"));
            Row(text, "  rolling base rates", bySymbol, s => Number(s.BaseRateLogLoss, "0.0000"));
            Row(text, "  EWMA volatility", bySymbol, s => Number(s.EwmaLogLoss, "0.0000"));
            Row(text, "skill over base rates, %", bySymbol, s => Number(s.Skill * 100, "0.00"));
            Row(text, "ECE (15 bins)", bySymbol, s => Number(s.Ece, "0.0000"));
            Row(text, "Brier", bySymbol, s => Number(s.Brier, "0.0000"));
            Row(text, $"at confidence >= {Number(bySymbol.First().Score.SelectiveThreshold, "0.00")}: accuracy, %", bySymbol, s => Number(s.SelectiveAccuracy * 100, "0.00"));
            Row(text, "  share of forecasts, %", bySymbol, s => Number(s.SelectiveCoverage * 100, "0.00"));
            Row(text, $"{Number(bySymbol.First().Score.IntervalLevel * 100, "0")} % interval covers, %", bySymbol, s => Number(s.IntervalCoverage * 100, "0.00"));
            Row(text, "  mean width, %", bySymbol, s => Number(s.IntervalMeanWidth * 100, "0.000"));
            Row(text, "directional hit rate, %", bySymbol, s => Number(s.DirectionalHitRate * 100, "0.00"));
            Row(text, "  n (not overlapping), p", bySymbol, s => $"{s.DirectionalRows}, {Number(s.DirectionalP, "0.000")}");
            foreach (var expert in bySymbol.First().Score.Weights.Keys)
            {
                Row(text, $"final weight of {expert}", bySymbol, s => Number(s.Weights[expert], "0.000"));
            }
        }

        return text.ToString().TrimEnd();
    }

    private static void Row(
        StringBuilder text, string name, IEnumerable<(Symbol Symbol, Horizon Horizon, HorizonScore Score)> results, Func<HorizonScore, string> value, bool header = false)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {name,-38}");
        foreach (var result in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(header ? result.Horizon.Name : value(result.Score)),18}");
        }

        text.AppendLine();
    }

    private static object? Saved(BootstrapInterval? saved) => saved is { } s ? new { mean = s.Mean, low = s.Low, high = s.High } : null;

    private static string Number(double value, string format) => double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
