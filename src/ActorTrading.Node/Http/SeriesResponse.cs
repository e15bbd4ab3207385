using ActorTrading.Node.Cli;
using ActorTrading.Node.Composition;

namespace ActorTrading.Node.Http;

/// <param name="Value">Null where nothing is known yet.</param>
/// <param name="AgeSeconds">Since the event that the value describes.</param>
/// <param name="Stale">Older than the limit, or without a value.</param>
internal sealed record SeriesResponse(
    string Name, string Source, long Values, double? Value, string? EventTime, string? KnownAt, double? AgeSeconds, double StaleAfterSeconds, bool Stale)
{
    public static SeriesResponse From(SeriesState state) => new(
        state.Options.Name,
        state.Options.Source.Series.Source,
        state.Stored?.Count ?? 0,
        state.Current?.Value,
        state.Current is { } value ? Days.Text(value.EventTime) : null,
        state.Current is { } known ? Days.Text(known.KnownAt) : null,
        state.Age?.TotalSeconds,
        state.Options.StaleAfter.TotalSeconds,
        state.IsStale);
}
