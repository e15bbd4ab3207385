using System.Text;
using ActorTrading.Feeds.Recorded;

namespace ActorTrading.Feeds.Observations;

/// <summary>Reads lines of comma separated columns under a header. Columns may stand in double quotes.</summary>
internal static class CsvObservations
{
    /// <exception cref="InvalidDataException">There is no header with the columns asked for, or it is not UTF-8.</exception>
    public static void Read(byte[] content, ObservationRows rows)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException cause)
        {
            throw new InvalidDataException("the content is not text in UTF-8", cause);
        }

        using var lines = new StringReader(text);
        var header = CsvColumns.Of(lines.ReadLine() ?? throw new InvalidDataException("the content is empty; expected a line with the names of the columns"));
        foreach (var name in new[] { rows.Options.TimeField, rows.Options.ValueField, rows.Options.KnownField }.Where(n => n.Length > 0))
        {
            if (!header.Contains(name))
            {
                var found = string.Join(',', header);
                throw new InvalidDataException($"there is no column '{name}'; the first line is '{(found.Length > 100 ? found[..100] + "…" : found)}'");
            }
        }

        while (lines.ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                continue;
            }

            var columns = CsvColumns.Of(line);
            if (columns.Count == header.Count)
            {
                rows.Add(name => columns[header.IndexOf(name)]);
            }
            else
            {
                rows.Refuse(line, FormattableString.Invariant($"expected {header.Count} columns, found {columns.Count}"));
            }
        }
    }
}
