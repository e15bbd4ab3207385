using System.Buffers.Binary;
using System.Text;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using Npgsql;

namespace ActorTrading.Storage.MarketData;

/// <summary>
/// Candles of one series as rows of PostgreSQL's binary COPY (its manual: COPY, "Binary Format"). Written by hand, because a call per value would cost
/// more than the server needs for the row.
/// </summary>
internal sealed class PostgreSqlCandleCopy
{
    private const string Copy =
        "COPY market_candles (symbol, timeframe, open_time, open, high, low, close, volume, quote_volume, buy_volume, trades_count, source, is_final, revision) FROM STDIN (FORMAT BINARY)";

    private const short Fields = 14;
    private const int MostBytes = 1 << 16;

    /// <summary>What a row takes at most, and the header likewise.</summary>
    private const int RowBytes = 256 + Symbol.MaxLength;

    private static readonly byte[] Header = [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private readonly byte[] _buffer;
    private readonly byte[] _series;
    private int _used;

    private PostgreSqlCandleCopy(SeriesId series, int candles)
    {
        _buffer = new byte[Math.Min(MostBytes, (candles + 1L) * RowBytes)];
        Write(Fields);
        Write(series.Symbol.Value);
        Write(series.Timeframe.Name);
        _series = _buffer[.._used];
        _used = 0;
    }

    /// <summary>All of them or, where it fails, none.</summary>
    public static async Task InsertAsync(NpgsqlConnection connection, SeriesId series, IReadOnlyList<Candle> candles, CancellationToken cancellationToken)
    {
        var rows = new PostgreSqlCandleCopy(series, candles.Count);

        // Disposed when all is written, which stores it; broken off, it ends with the transaction that is taken back.
        var stream = await connection.BeginRawBinaryCopyAsync(Copy, cancellationToken);
        rows.Write(Header);
        for (var next = 0; next < candles.Count; await rows.FlushAsync(stream))
        {
            // Only between two messages, so that the connection stays whole.
            cancellationToken.ThrowIfCancellationRequested();
            next = rows.Fill(candles, next);
        }

        rows.Write((short)-1);
        await rows.FlushAsync(stream);
        await stream.DisposeAsync();
    }

    /// <returns>The first candle for which there was no room.</returns>
    private int Fill(IReadOnlyList<Candle> candles, int next)
    {
        for (; next < candles.Count && _used + RowBytes <= _buffer.Length; next++)
        {
            var candle = candles[next];
            var bar = candle.Bar;
            Write(_series);
            WriteField(bar.OpenTime);
            WriteField(bar.Open);
            WriteField(bar.High);
            WriteField(bar.Low);
            WriteField(bar.Close);
            WriteField(bar.Volume);
            WriteField(bar.QuoteVolume);
            WriteField(bar.BuyVolume);
            WriteField(bar.Trades);
            Write(candle.Source.Name());
            Write(sizeof(byte));
            _buffer[_used++] = candle.IsFinal ? (byte)1 : (byte)0;
            WriteField(candle.Revision);
        }

        return next;
    }

    private async Task FlushAsync(NpgsqlRawCopyStream stream)
    {
        await stream.WriteAsync(_buffer.AsMemory(0, _used), CancellationToken.None);
        _used = 0;
    }

    private void WriteField(long value)
    {
        Write(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(_used), value);
        _used += sizeof(long);
    }

    private void WriteField(int value)
    {
        Write(sizeof(int));
        Write(value);
    }

    /// <summary>NUMERIC: count, weight of the first, sign and decimals, then the digits to the base 10,000, whose groups are aligned at the point.</summary>
    private void WriteField(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var decimals = (parts[3] >> 16) & 0xFF;
        var whole = new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        var groupsBehindPoint = (decimals + 3) / 4;
        for (var i = decimals; i < groupsBehindPoint * 4; i++)
        {
            whole *= 10;
        }

        Span<short> groups = stackalloc short[12];
        short count = 0;
        for (; whole > ulong.MaxValue; whole /= 10_000)
        {
            groups[count++] = (short)(whole % 10_000);
        }

        for (var rest = (ulong)whole; rest > 0; rest /= 10_000)
        {
            groups[count++] = (short)(rest % 10_000);
        }

        Write((4 + count) * sizeof(short));
        Write(count);
        Write((short)(count - groupsBehindPoint - 1));
        Write(value < 0 ? (short)0x4000 : (short)0);
        Write((short)decimals);
        while (count > 0)
        {
            Write(groups[--count]);
        }
    }

    private void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used + sizeof(int)));
        Write(bytes);
        _used += bytes;
    }

    private void Write(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_used), value);
        _used += sizeof(int);
    }

    private void Write(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_buffer.AsSpan(_used), value);
        _used += sizeof(short);
    }

    private void Write(byte[] bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }
}
