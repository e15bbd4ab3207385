using System.Diagnostics;
using ActorTrading.Market.Candles;

namespace ActorTrading.Node.Cli;

/// <summary>Why candles are missing, in words.</summary>
internal static class Causes
{
    public static string Name(GapCause cause) => cause switch
    {
        GapCause.NotListedYet => "not-listed-yet",
        GapCause.ExchangeOutage => "exchange-outage",
        GapCause.FetchFailed => "fetch-failed",
        GapCause.Unknown => "unknown",
        _ => throw new UnreachableException($"No name for {cause}."),
    };

    public static string Text(GapCause cause) => cause switch
    {
        GapCause.NotListedYet => "not listed yet",
        GapCause.ExchangeOutage => "the exchange has none, it said so twice",
        GapCause.FetchFailed => "could not be fetched",
        GapCause.Unknown => "cause unknown",
        _ => throw new UnreachableException($"No words for {cause}."),
    };
}
