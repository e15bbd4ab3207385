using System.Globalization;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Http;

/// <param name="Values">By name; null while an indicator is warming up.</param>
internal sealed record IndicatorResponse(string? OpenTime, IReadOnlyDictionary<string, double?> Values)
{
    public static string Header { get; } = $"open_time,{string.Join(',', IndicatorRow.Columns)}";

    public static IndicatorResponse From(IndicatorRow row) =>
        new(Times.Text(row.OpenTime), new OrderedDictionary<string, double?>(IndicatorRow.Columns.Zip(row.Values(), KeyValuePair.Create)));

    public static string Line(IndicatorRow row) =>
        $"{Times.Text(row.OpenTime)},{string.Join(',', row.Values().Select(v => v?.ToString("R", CultureInfo.InvariantCulture)))}";
}
