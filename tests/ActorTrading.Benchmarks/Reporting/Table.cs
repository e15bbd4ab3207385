using System.Globalization;
using System.Text.Json;

namespace ActorTrading.Benchmarks.Reporting;

/// <summary>Figures for people and for machines.</summary>
internal static class Table
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string AsJson(IReadOnlyList<Figure> figures) => JsonSerializer.Serialize(figures, Json);

    public static string AsText(IReadOnlyList<Figure> figures)
    {
        string[] head = ["name", "value", "unit", "goal", "peer", "peerValue"];
        var rows = figures
            .Select(f => new[] { f.Name, Number(f.Value), f.Unit, Number(f.Goal), f.Peer ?? "", Number(f.PeerValue) })
            .Prepend(head)
            .ToList();
        var widths = Enumerable.Range(0, head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return string.Join('\n', rows.Select(row => string.Join("  ", row.Select((cell, column) => column is 1 or 3 or 5
            ? cell.PadLeft(widths[column])
            : cell.PadRight(widths[column]))).TrimEnd()));
    }

    private static string Number(double? value) => value switch
    {
        null => "",
        >= 1000 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.01 => value.Value.ToString("0.0000", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.00E+0", CultureInfo.InvariantCulture),
    };
}
