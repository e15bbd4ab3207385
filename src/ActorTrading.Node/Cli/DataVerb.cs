using System.CommandLine;

namespace ActorTrading.Node.Cli;

/// <summary><c>data check</c>, <c>import</c>, <c>export</c>, <c>stats</c> and <c>quality</c>.</summary>
internal sealed class DataVerb : IVerb
{
    public Command Build(CliContext cli) => new VerbCommand(
        "data",
        "Check, import and export files of market data, and tell what the database holds.",
        "actortrading data check BTC-USDT.1h.2024.csv.gz",
        "actortrading data import BTCUSDT-5m-2025-01.zip",
        "actortrading data export --symbol BTC-USDT --timeframe 1h --out btc.csv.gz",
        "actortrading data stats")
    {
        DataCheck.Build(cli),
        DataImport.Build(cli),
        DataExport.Build(cli),
        DataStats.Build(cli),
        DataQuality.Build(cli),
    };
}
