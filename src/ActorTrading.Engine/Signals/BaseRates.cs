using ActorTrading.Market;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Signals;

/// <summary>What the price did after the signals of one source, whatever they said.</summary>
/// <param name="Rise">Share of outcomes where it rose, by however little.</param>
/// <param name="Fall">Share where it fell.</param>
/// <param name="Flat">Share where the move's label is flat.</param>
/// <param name="MeanReturn">Percent.</param>
public readonly record struct BaseRates(double Rise, double Fall, double Flat, double MeanReturn)
{
    public static BaseRates Of(IEnumerable<SignalCount> counts)
    {
        long judged = 0, rising = 0, falling = 0, flat = 0;
        var sum = 0.0;
        foreach (var count in counts)
        {
            judged += count.Judged;
            rising += count.Rising;
            falling += count.Falling;
            flat += count.Flat;
            sum += count.Return;
        }

        return judged == 0 ? default : new BaseRates((double)rising / judged, (double)falling / judged, (double)flat / judged, sum / judged);
    }

    /// <summary>How often the signal hits when it is given at any of these times.</summary>
    public double HitRate(Signal signal) => signal switch
    {
        Signal.Buy => Rise,
        Signal.Sell => Fall,
        _ => Flat,
    };

    /// <summary>What it then earns on average, percent.</summary>
    public double Profit(Signal signal) => signal switch
    {
        Signal.Buy => MeanReturn,
        Signal.Sell => 0 - MeanReturn,
        _ => 0,
    };
}
