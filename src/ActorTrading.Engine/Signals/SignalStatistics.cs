using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Signals;

/// <summary>How good signals were. Groups without signals are left out.</summary>
/// <param name="ByConfidence">By tenth of the confidence, lowest first.</param>
public sealed record SignalStatistics(
    SignalGroup All, IReadOnlyList<SignalGroup> BySignal, IReadOnlyList<SignalGroup> BySource, IReadOnlyList<SignalGroup> ByConfidence)
{
    public static SignalStatistics Of(IReadOnlyList<SignalCount> counts)
    {
        var sources = counts.GroupBy(c => c.Source, StringComparer.Ordinal).ToDictionary(g => g.Key, BaseRates.Of, StringComparer.Ordinal);
        return new SignalStatistics(
            SignalGroup.Of("all", counts, sources),
            By(c => c.Signal.ToString().ToUpperInvariant()),
            By(c => c.Source),
            By(c => FormattableString.Invariant($"{c.Band / 10.0:0.0} to {(c.Band + 1) / 10.0:0.0}")));

        IReadOnlyList<SignalGroup> By(Func<SignalCount, string> name) =>
            [.. counts.GroupBy(name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => SignalGroup.Of(g.Key, [.. g], sources))];
    }
}
