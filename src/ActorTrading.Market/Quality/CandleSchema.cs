using System.Text.Json;

namespace ActorTrading.Market.Quality;

/// <summary>Where the fields of a candle are in a source's rows: by column in arrays and files, by name in objects.</summary>
public sealed class CandleSchema
{
    private static readonly CandleField[] Fields = Enum.GetValues<CandleField>();

    private readonly int[] _columns;

    private CandleSchema(params int[] columns) => _columns = columns;

    /// <summary>Rows of OKX, REST and WebSocket: <c>[ts, o, h, l, c, vol, volCcy, volCcyQuote, confirm]</c>.</summary>
    public static CandleSchema Okx { get; } = new(0, 1, 2, 3, 4, 5, 7, -1, -1, 8);

    /// <summary>Rows of Binance REST and of its archive: <c>[openTime, o, h, l, c, volume, closeTime, quoteVolume, trades, takerBuyBase, …]</c>.</summary>
    public static CandleSchema Binance { get; } = new(0, 1, 2, 3, 4, 5, 7, 9, 8, -1);

    /// <summary>Finds the columns by their names, however they are spelt: <c>open_time</c>, <c>timestamp</c>, <c>ts</c>, <c>Date</c>, <c>o</c>, <c>Quote asset volume</c>.</summary>
    /// <exception cref="FormatException">A required field is named by no column or by two; the message says which.</exception>
    public static CandleSchema FromHeader(IReadOnlyList<string> names)
    {
        var columns = new int[Fields.Length];
        Array.Fill(columns, -1);
        for (var i = 0; i < names.Count; i++)
        {
            if (CandleFieldNames.FieldOf(names[i]) is not { } field)
            {
                continue;
            }

            ref var column = ref columns[(int)field];
            if (column >= 0)
            {
                throw new FormatException($"Columns '{names[column]}' and '{names[i]}' both name {CandleFieldNames.NameOf(field)}: keep one of them.");
            }

            column = i;
        }

        var missing = Fields.Where(f => f <= CandleField.Volume && columns[(int)f] < 0).Select(CandleFieldNames.NameOf).ToList();
        return missing.Count == 0
            ? new CandleSchema(columns)
            : throw new FormatException($"No column names {string.Join(", ", missing)}; there are: {string.Join(", ", names.Take(20))}.");
    }

    /// <summary>A row of cells; cells that are too few are missing fields.</summary>
    public RawCandle Read(IReadOnlyList<string> cells) => Of(field => At(field) is var at && at >= 0 && at < cells.Count ? cells[at] : null);

    /// <summary>A row of a JSON answer, its values strings or numbers. Nested values are given as their text, which is of no field's type.</summary>
    public RawCandle Read(JsonElement row) => row.ValueKind == JsonValueKind.Array
        ? Of(field => At(field) is var at && at >= 0 && at < row.GetArrayLength() ? TextOf(row[at]) : null)
        : new RawCandle();

    /// <summary>An object with named fields, such as the <c>k</c> of a kline that Binance pushes.</summary>
    public static RawCandle ReadObject(JsonElement row)
    {
        var values = new string?[Fields.Length];
        if (row.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in row.EnumerateObject())
            {
                if (CandleFieldNames.FieldOf(property.Name) is { } field)
                {
                    values[(int)field] ??= TextOf(property.Value);
                }
            }
        }

        return Of(field => values[(int)field]);
    }

    private int At(CandleField field) => _columns[(int)field];

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static RawCandle Of(Func<CandleField, string?> value) => new()
    {
        OpenTime = value(CandleField.OpenTime),
        Open = value(CandleField.Open),
        High = value(CandleField.High),
        Low = value(CandleField.Low),
        Close = value(CandleField.Close),
        Volume = value(CandleField.Volume),
        QuoteVolume = value(CandleField.QuoteVolume),
        BuyVolume = value(CandleField.BuyVolume),
        Trades = value(CandleField.Trades),
        IsFinal = value(CandleField.IsFinal),
    };
}
