using ActorTrading.Feeds.Observations;
using ActorTrading.Market.Observations;

namespace ActorTrading.Node.Configuration;

/// <summary>Turns the settings of external series into options.</summary>
internal static class SeriesBinder
{
    public const string Section = "series";
    public const string Defaults = "series-defaults";
    private const int LongestName = 64;

    /// <summary>In the order of their names.</summary>
    public static IReadOnlyList<SeriesOptions> Bind(SectionReader root, SyncOptions sync)
    {
        var all = root.Section(Section);
        var defaults = root.Section(Defaults);
        var dataDirectory = root.Text("data-directory");

        // A wrong default is told even where every series has its own value.
        _ = FormatOf(defaults);
        _ = defaults.Text("source");
        _ = defaults.Text("location");
        var series = new List<SeriesOptions>();
        foreach (var name in all.Names.Order(StringComparer.Ordinal))
        {
            if (name.Length > LongestName || name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            {
                all.Refuse(name, "is not a name for a series: use lower-case letters, digits and hyphens, at most 64.");
                continue;
            }

            series.Add(One(name, all.Section(name, defaults), dataDirectory, sync));
        }

        return series;
    }

    private static SeriesOptions One(string name, SectionReader s, string dataDirectory, SyncOptions sync)
    {
        var format = FormatOf(s);
        var location = s.Parsed("location", "an http(s) address or the path of a file", (string text, out string taken) => IsLocation(taken = text), "file");
        var isAddress = Uri.TryCreate(location, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
        var source = s.Text("source");
        var options = new ObservationSourceOptions
        {
            Series = new ObservationSeriesId(source.Length > 0 ? source : isAddress ? address!.Host : "file", name),
            Format = format,
            Location = isAddress ? location : Path.GetFullPath(Path.Combine(dataDirectory, location)),
            Items = s.Text("items"),
            TimeField = s.Text("time"),
            ValueField = s.Text("value"),
            KnownField = s.Text("known"),
            TimeUnit = s.Choice<ObservationTimeUnit>("time-unit"),
            Lag = s.Duration("lag", "0", "366d"),
            Timeout = sync.Timeout,
            MaxRetryAttempts = sync.MaxRetryAttempts,
            MaxBytes = (int)Math.Min(int.MaxValue, s.Size("max-size", "1 KiB", "1 GiB")),
        };
        return new SeriesOptions
        {
            Name = name,
            Source = format != ObservationFormat.FearGreed ? options : options with
            {
                Items = "data",
                TimeField = "timestamp",
                ValueField = "value",
                KnownField = "",
                TimeUnit = ObservationTimeUnit.S,
                Lag = TimeSpan.FromDays(1),
            },
            Every = s.Duration("every", "0", "366d"),
            StaleAfter = s.Duration("stale-after", "1m", "3660d"),
        };
    }

    /// <summary>An address of another kind would be taken for the path of a file.</summary>
    private static bool IsLocation(string text) => !string.IsNullOrWhiteSpace(text)
        && (!text.Contains("://", StringComparison.Ordinal) || (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"));

    private static ObservationFormat FormatOf(SectionReader s) =>
        s.Parsed<ObservationFormat>("kind", "csv, json or fear-greed", TryFormat, ObservationFormat.Json);

    private static bool TryFormat(string text, out ObservationFormat format)
    {
        format = text switch { "csv" => ObservationFormat.Csv, "fear-greed" => ObservationFormat.FearGreed, _ => ObservationFormat.Json };
        return text is "csv" or "json" or "fear-greed";
    }
}
