using ActorTrading.Market;

namespace ActorTrading.Feeds.Recorded;

/// <summary>What a recorded file holds, found from its name, its header and its first rows.</summary>
/// <param name="Path">As given.</param>
/// <param name="Kind">From the header.</param>
/// <param name="Symbol">From the name, or given.</param>
/// <param name="Timeframe">Of candles; null for trades.</param>
/// <param name="FirstTime">Time of the first row, µs since the epoch.</param>
/// <param name="HasReceiveTime">Trades with a sixth column <c>recv_us</c>, which is checked and left out: event time only.</param>
public sealed record RecordedFile(
    string Path, RecordedKind Kind, Symbol Symbol, Timeframe? Timeframe, long FirstTime, bool HasReceiveTime)
{
    private const int SampledRows = 64;

    /// <summary>The name without its folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <inheritdoc cref="Open(RecordedFileSpec)"/>
    public static RecordedFile Open(string path) => Open(new RecordedFileSpec(path));

    /// <summary>Looks at the beginning of a file; reads at most some ten kilobytes.</summary>
    /// <exception cref="FeedFormatException">The file is missing, empty, damaged or not in one of the two formats.</exception>
    public static RecordedFile Open(RecordedFileSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var (kind, hasReceiveTime) = ReadHeader(spec.Path);
        var symbol = spec.Symbol ?? SymbolFromName(spec.Path);
        if (kind == RecordedKind.Trades)
        {
            using var trades = new TradeReader(spec.Path, hasReceiveTime);
            var first = new Tick[1];
            return trades.Read(first) == 1
                ? new RecordedFile(spec.Path, kind, symbol, Timeframe: null, first[0].Time, hasReceiveTime)
                : throw NoRows(spec.Path);
        }

        using var candles = new CandleReader(spec.Path);
        var rows = new Bar[SampledRows];
        var count = candles.Read(rows);
        return count > 0
            ? new RecordedFile(spec.Path, kind, symbol, FindTimeframe(spec, rows.AsSpan(0, count)), rows[0].OpenTime, HasReceiveTime: false)
            : throw NoRows(spec.Path);
    }

    internal TradeReader OpenTrades() => new(Path, HasReceiveTime);

    internal CandleReader OpenCandles() => new(Path);

    private static (RecordedKind Kind, bool HasReceiveTime) ReadHeader(string path)
    {
        using var lines = new LineReader(path);
        if (!lines.TryRead(out var header))
        {
            throw new FeedFormatException(path, 0, "file", "", $"the file is empty; expected a header line, {Headers}");
        }

        if (header.SequenceEqual("open_time_ms,open,high,low,close,volume"u8))
        {
            return (RecordedKind.Candles, false);
        }

        if (header.SequenceEqual("ts_ms,price,size,side,trade_id"u8))
        {
            return (RecordedKind.Trades, false);
        }

        if (header.SequenceEqual("ts_ms,price,size,side,trade_id,recv_us"u8))
        {
            return (RecordedKind.Trades, true);
        }

        throw lines.Error("header", header, IsBinary(header)
            ? "this is binary data, not a csv file (plain or gzip'd)"
            : $"this is not the header of a recorded file; expected {Headers}");
    }

    private static string Headers => $"'{CandleReader.Columns}' or '{TradeReader.Columns}[,recv_us]'";

    private static bool IsBinary(ReadOnlySpan<byte> header)
    {
        foreach (var b in header)
        {
            if (b is < 0x20 and not (byte)'\t' and not (byte)'\r')
            {
                return true;
            }
        }

        return false;
    }

    private static Symbol SymbolFromName(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var part = dot < 0 ? name : name[..dot];
        return Symbol.TryParse(part, out var symbol)
            ? symbol
            : throw new FeedFormatException(
                path, 0, "symbol", part, "the file name does not begin with a symbol, as BTC-USDT.1h.csv does; name the symbol, or rename the file");
    }

    private static Timeframe FindTimeframe(RecordedFileSpec spec, ReadOnlySpan<Bar> rows)
    {
        var step = MedianStep(rows);
        if (spec.Timeframe is { } given)
        {
            return Checked(spec.Path, given, step);
        }

        foreach (var part in System.IO.Path.GetFileName(spec.Path).Split('.').Skip(1))
        {
            if (Market.Timeframe.TryParse(part, out var named))
            {
                return Checked(spec.Path, named, step);
            }
        }

        foreach (var candidate in Market.Timeframe.All)
        {
            if (candidate.Length == step)
            {
                return candidate;
            }
        }

        var known = string.Join(' ', Market.Timeframe.All.Select(t => t.Name));
        throw new FeedFormatException(
            spec.Path, 0, "timeframe", step == 0 ? "" : $"{step / 1_000_000} s",
            $"the length of the candles is neither in the file name nor clear from the steps between the first rows; name it, one of {known}");
    }

    /// <summary>Sparse candles may lie further apart than their length, but never closer together.</summary>
    private static Timeframe Checked(string path, Timeframe timeframe, long step) => step == 0 || step >= timeframe.Length
        ? timeframe
        : throw new FeedFormatException(
            path, 0, "timeframe", timeframe.Name, $"the first rows are {step / 1_000_000} s apart, which is less than a candle of that length");

    private static long MedianStep(ReadOnlySpan<Bar> rows)
    {
        var steps = new List<long>(rows.Length);
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i].OpenTime > rows[i - 1].OpenTime)
            {
                steps.Add(rows[i].OpenTime - rows[i - 1].OpenTime);
            }
        }

        steps.Sort();
        return steps.Count == 0 ? 0 : steps[steps.Count / 2];
    }

    private static FeedFormatException NoRows(string path) => new(path, 0, "file", "", "the file has a header and no rows");
}
