using System.Globalization;
using ActorTrading.Market.Observations;

namespace ActorTrading.Feeds.Observations;

/// <summary>Turns the fields of rows, given as text, into observations.</summary>
/// <param name="now">When the rows were fetched, µs.</param>
internal sealed class ObservationRows(ObservationSourceOptions options, long now)
{
    private const int MostRefused = 1000;
    private const double MostFearGreed = 100;
    private const int Shown = 60;

    // From 1677 to 2200: macro series are older than exchanges.
    private const long Earliest = -9_223_372_800_000_000;
    private const long Latest = 7_258_118_400_000_000;

    private readonly List<Observation> _taken = [];
    private readonly List<RefusedObservation> _refused = [];
    private int _row = -1;

    public ObservationSourceOptions Options => options;

    public IReadOnlyList<Observation> Taken => _taken;

    public IReadOnlyList<RefusedObservation> Refused => _refused;

    /// <param name="field">The text of a field; null where the row has none.</param>
    public void Add(Func<string, string?> field)
    {
        _row++;
        if (TryTime(options.TimeField, field, out var time) && TryValue(field, out var value) && TryKnown(field, time, out var known))
        {
            _taken.Add(new Observation(time, known, value));
        }
    }

    /// <summary>The whole row is of the wrong shape.</summary>
    public void Refuse(string what, string expected)
    {
        _row++;
        Note("row", what, expected);
    }

    private bool TryTime(string name, Func<string, string?> field, out long time)
    {
        time = 0;
        var text = field(name);
        if (text is null)
        {
            return Note(name, "", "there is no such field in the row");
        }

        if (options.TimeUnit == ObservationTimeUnit.Iso)
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed)
                ? InRange(name, text, time = (parsed - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)
                : Note(name, text, "expected a date or time in ISO 8601, such as 2024-05-01 or 2024-05-01T12:00:00Z");
        }

        var scale = options.TimeUnit switch { ObservationTimeUnit.S => 1_000_000L, ObservationTimeUnit.Ms => 1000L, _ => 1L };
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number <= Latest / scale && number >= Earliest / scale
            ? InRange(name, text, time = number * scale)
            : Note(name, text, $"expected a whole number in {options.TimeUnit.ToString().ToLowerInvariant()} since 1970 UTC, up to the year 2200");
    }

    private bool InRange(string name, string text, long time) => time is >= Earliest and <= Latest || Note(name, text, "expected a time up to the year 2200");

    private bool TryValue(Func<string, string?> field, out double value)
    {
        value = 0;
        var text = field(options.ValueField);
        if (text is null)
        {
            return Note(options.ValueField, "", "there is no such field in the row");
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value))
        {
            return Note(options.ValueField, text, "expected a finite number");
        }

        return options.Format != ObservationFormat.FearGreed || value is >= 0 and <= MostFearGreed || Note(options.ValueField, text, "expected a number from 0 to 100");
    }

    private bool TryKnown(Func<string, string?> field, long time, out long known)
    {
        if (options.KnownField.Length == 0)
        {
            known = Math.Min(now, time + (options.Lag.Ticks / TimeSpan.TicksPerMicrosecond));
            return time <= now || Note(options.TimeField, FormattableString.Invariant($"{time}"), "is in the future: nobody can know the value yet");
        }

        return TryTime(options.KnownField, field, out known)
            && (known >= time || Note(options.KnownField, field(options.KnownField) ?? "", "is before the event itself"));
    }

    private bool Note(string field, string value, string expected)
    {
        if (_refused.Count < MostRefused)
        {
            _refused.Add(new RefusedObservation(_row, field, value.Length <= Shown ? value : value[..Shown] + "…", expected));
        }

        return false;
    }
}
