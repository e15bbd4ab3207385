using System.Diagnostics;
using System.Text.Json;
using ActorTrading.Benchmarks.Reporting;

namespace ActorTrading.Benchmarks.Evaluation;

/// <summary>The whole <c>evaluate</c> command as a process of its own: start, reading, training, walking forward.</summary>
internal static class EvaluateBenchmark
{
    public const string Seconds = "evaluate.btc.seconds";
    private const string Peer = "XGBoost hist, static, about 30 features";
    private static readonly string[] Horizons = ["1h", "4h", "24h"];

    /// <summary>Log-loss of the peer on 2024, trained on what was known before.</summary>
    private static readonly (string Symbol, double[] Peer)[] Pool =
    [
        ("BTC", [0.2644, 0.6511, 1.0780]), ("ETH", [0.3587, 0.7869, 1.0892]), ("SOL", [0.6012, 0.9963, 1.0653]),
        ("BNB", [0.3249, 0.7570, 1.0868]), ("XRP", [0.4183, 0.7997, 1.0872]),
    ];

    /// <summary>One symbol, trained on itself.</summary>
    public static Benchmark Create() => new([Seconds, .. Horizons.Select(h => $"evaluate.btc.logloss.{h}")], async cancellationToken =>
    {
        var started = Stopwatch.GetTimestamp();
        var output = await EvaluateAsync([MarketFiles.Find(FileOf("BTC"))], cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        return [new Figure(Seconds, elapsed.TotalSeconds, "s", 10), .. LogLosses(output, "evaluate.btc.logloss.", Pool[0])];
    });

    /// <summary>Five symbols, one model for all of them.</summary>
    public static Benchmark CreatePooled() => new([.. Pool.SelectMany(p => Horizons.Select(h => $"{Pooled(p.Symbol)}{h}"))], async cancellationToken =>
    {
        var output = await EvaluateAsync([.. Pool.Select(p => MarketFiles.Find(FileOf(p.Symbol)))], cancellationToken);
        return [.. Pool.SelectMany(p => LogLosses(output, Pooled(p.Symbol), p))];
    });

    private static string FileOf(string symbol) => $"{symbol}-USDT.1h.2020-2024.csv.gz";

    private static string Pooled(string symbol) => $"evaluate.pooled.{symbol.ToLowerInvariant()}.logloss.";

    private static IEnumerable<Figure> LogLosses(string output, string prefix, (string Symbol, double[] Peer) of)
    {
        using var report = JsonDocument.Parse(output);
        var results = report.RootElement.GetProperty("results").EnumerateArray().Where(r => r.GetProperty("symbol").GetString() == $"{of.Symbol}-USDT").ToList();
        for (var h = 0; h < Horizons.Length; h++)
        {
            var result = results.Single(r => r.GetProperty("horizon").GetString() == Horizons[h]);
            yield return new Figure(prefix + Horizons[h], result.GetProperty("logLoss").GetDouble(), "log-loss", null, Peer, of.Peer[h]);
        }
    }

    private static async Task<string> EvaluateAsync(string[] candles, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "actortrading.dll"), "evaluate", "--train-until", "2023-12-31", "--json", "--candles", .. candles])
        {
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
