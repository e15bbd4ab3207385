using System.Text.Json;

namespace ActorTrading.Feeds.Observations;

/// <summary>One external series at its source.</summary>
public sealed class ObservationSource(ObservationSourceOptions options, TimeProvider time)
{
    public ObservationSourceOptions Options { get; } = options;

    /// <summary>Reads the whole series. Rows that cannot be used are left out and told.</summary>
    /// <remarks>
    /// Since when a value is known: what the source says; else its event time plus the lag, or now where that is later, because nothing
    /// was known before it was fetched.
    /// </remarks>
    /// <exception cref="ObservationException">Not reachable after all attempts, too large, or not a series at all.</exception>
    public async Task<ObservationFetch> FetchAsync(CancellationToken cancellationToken)
    {
        var content = await new ObservationDownload(Options, time).ReadAsync(cancellationToken);
        var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var rows = new ObservationRows(Options, now);
        try
        {
            if (Options.Format == ObservationFormat.Csv)
            {
                CsvObservations.Read(content, rows);
            }
            else
            {
                JsonObservations.Read(content, rows);
            }
        }
        catch (JsonException cause)
        {
            throw Wrong($"the answer is not JSON ({cause.Message})", cause);
        }
        catch (InvalidDataException cause)
        {
            throw Wrong(cause.Message, cause);
        }

        return new ObservationFetch([.. rows.Taken.OrderBy(o => o.EventTime).ThenBy(o => o.KnownAt)], rows.Refused, now);
    }

    private ObservationException Wrong(string what, Exception cause) => new($"series {Options.Series} from {ObservationDownload.Shown(Options.Location)}: {what}.", cause);
}
