using System.Diagnostics;
using System.Text.Json;
using ActorTrading.Benchmarks.Reporting;

namespace ActorTrading.Benchmarks.Evaluation;

/// <summary>The whole <c>evaluate</c> command as a process of its own: start, reading, training, walking forward.</summary>
internal static class EvaluateBenchmark
{
    public const string Seconds = "evaluate.btc.seconds";
    private const string Hours = "BTC-USDT.1h.2020-2024.csv.gz";
    private const string Peer = "XGBoost hist, static, about 30 features";
    private static readonly (string Horizon, double Peer)[] Horizons = [("1h", 0.2644), ("4h", 0.6511), ("24h", 1.0780)];

    public static Benchmark Create() => new([Seconds, .. Horizons.Select(h => NameOf(h.Horizon))], RunAsync);

    private static string NameOf(string horizon) => $"evaluate.btc.logloss.{horizon}";

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var output = await EvaluateAsync(MarketFiles.Find(Hours), cancellationToken);
        var figures = new List<Figure> { new(Seconds, Stopwatch.GetElapsedTime(started).TotalSeconds, "s", 15) };
        using var report = JsonDocument.Parse(output);
        foreach (var (horizon, peer) in Horizons)
        {
            var result = report.RootElement.GetProperty("results").EnumerateArray().Single(r => r.GetProperty("horizon").GetString() == horizon);
            figures.Add(new Figure(NameOf(horizon), result.GetProperty("logLoss").GetDouble(), "log-loss", null, Peer, peer));
        }

        return figures;
    }

    private static async Task<string> EvaluateAsync(string candles, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "actortrading.dll"), "evaluate", "--candles", candles, "--train-until", "2023-12-31", "--json" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The evaluate command could not be started.");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"evaluate ended with exit code {process.ExitCode}: {(await errors).Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
