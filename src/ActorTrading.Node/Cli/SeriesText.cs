using System.Globalization;
using ActorTrading.Node.Composition;

namespace ActorTrading.Node.Cli;

/// <summary>Series for people and for machines.</summary>
internal static class SeriesText
{
    public static object Of(SeriesState state) => new
    {
        name = state.Options.Name,
        source = state.Options.Source.Series.Source,
        values = state.Stored?.Count ?? 0,
        value = state.Current?.Value,
        eventTime = state.Current is { } c ? Days.Text(c.EventTime) : null,
        knownAt = state.Current is { } k ? Days.Text(k.KnownAt) : null,
        ageSeconds = state.Age?.TotalSeconds,
        staleAfterSeconds = state.Options.StaleAfter.TotalSeconds,
        stale = state.IsStale,
    };

    public static string Age(TimeSpan? age) => age switch
    {
        null => "-",
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.Value.TotalDays:N1} d"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.Value.TotalHours:0.0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.Value.TotalMinutes:0.0} min"),
    };
}
