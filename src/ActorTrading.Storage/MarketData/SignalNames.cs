using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Storage.MarketData;

/// <summary>Enumerations as they are stored: in lower case.</summary>
internal static class SignalNames
{
    public static string Of(Signal signal) => signal switch
    {
        Signal.Hold => "hold",
        Signal.Buy => "buy",
        Signal.Sell => "sell",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "A signal must be one of the named ones."),
    };

    public static string Of(PriceMove move) => move switch
    {
        PriceMove.Down => "down",
        PriceMove.Flat => "flat",
        PriceMove.Up => "up",
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, "A move must be one of the named ones."),
    };

    public static string? Of(SignalResult? result) => result switch
    {
        null => null,
        SignalResult.Hit => "hit",
        SignalResult.Miss => "miss",
        SignalResult.Missing => "missing",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "A result must be one of the named ones."),
    };
}
