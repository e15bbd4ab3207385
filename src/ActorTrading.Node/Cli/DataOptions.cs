using System.CommandLine;
using ActorTrading.Market;

namespace ActorTrading.Node.Cli;

/// <summary>Arguments and options that the data verbs share.</summary>
internal static class DataOptions
{
    public static Argument<string[]> FileArgument() => new("FILE")
    {
        Description = "csv, csv.gz, or a zip with one csv: candles or trades, also klines, aggTrades and trades of the Binance archive.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string?> TimeframeOption(string description) => new("--timeframe") { Description = description, HelpName = "1m|5m|15m|1h|4h|1d" };

    public static Option<string?> SymbolOption(string description) => new("--symbol") { Description = description, HelpName = "SYMBOL" };

    /// <exception cref="UsageException">It is no timeframe.</exception>
    public static Timeframe? TimeframeOf(string? text) => text switch
    {
        null => null,
        _ when Timeframe.TryParse(text, out var timeframe) => timeframe,
        _ => throw new UsageException($"--timeframe '{text}' is not one of {string.Join(' ', Timeframe.All)}"),
    };
}
