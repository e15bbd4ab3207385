using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Archives;

/// <summary>
/// Writes candles as csv. As <see cref="ArchiveLayout.Candles"/> with a header and times in ms; as <see cref="ArchiveLayout.BinanceKlines"/> as in the
/// archive: no header, ms before 2025 and µs from then on, quote volume and trades included, and 0 for the taker's quote volume, which is not kept.
/// Reading the file back gives the same values.
/// </summary>
public sealed class CandleWriter : IDisposable
{
    private const long FirstInMicros = 1_735_689_600_000_000;
    private const int Enough = 512;
    private const int BufferLength = 1 << 16;

    private readonly Stream _to;
    private readonly ArchiveLayout _layout;
    private readonly long _length;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _used;

    /// <param name="to">Stays open.</param>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not one of candles.</exception>
    public CandleWriter(Stream to, ArchiveLayout layout, Timeframe timeframe)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(layout.IsTrades(), true, nameof(layout));
        (_to, _layout, _length) = (to, layout, timeframe.Length);
        if (layout == ArchiveLayout.Candles)
        {
            Text("open_time_ms,open,high,low,close,volume\n");
        }
    }

    public void Write(in Bar bar)
    {
        if (_buffer.Length - _used < Enough)
        {
            Flush();
        }

        var unit = _layout == ArchiveLayout.BinanceKlines && bar.OpenTime >= FirstInMicros ? 1 : 1000;
        Whole(bar.OpenTime / unit);
        Number(bar.Open);
        Number(bar.High);
        Number(bar.Low);
        Number(bar.Close);
        Number(bar.Volume);
        if (_layout == ArchiveLayout.BinanceKlines)
        {
            Comma();
            Whole((bar.OpenTime + _length - 1) / unit);
            Comma();
            Text(bar.QuoteVolume.ToString(CultureInfo.InvariantCulture));
            Comma();
            Whole(bar.Trades);
            Number(bar.BuyVolume);
            Text(",0,0");
        }

        _buffer[_used++] = (byte)'\n';
    }

    /// <summary>Hands everything written to the stream.</summary>
    public void Flush()
    {
        _to.Write(_buffer, 0, _used);
        _used = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Comma() => _buffer[_used++] = (byte)',';

    /// <summary>A comma and a scaled value without trailing zeros.</summary>
    private void Number(long scaled)
    {
        Comma();
        if (scaled < 0)
        {
            _buffer[_used++] = (byte)'-';
        }

        var (whole, part) = Math.DivRem(scaled < 0 ? (ulong)-(scaled + 1) + 1 : (ulong)scaled, (ulong)Fixed.One);
        Whole((long)whole);
        if (part == 0)
        {
            return;
        }

        _buffer[_used++] = (byte)'.';
        Utf8Formatter.TryFormat(part, _buffer.AsSpan(_used), out var written, new StandardFormat('D', 8));
        _used += written;
        while (_buffer[_used - 1] == (byte)'0')
        {
            _used--;
        }
    }

    private void Whole(long number)
    {
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_used), out var written);
        _used += written;
    }

    private void Text(string text) => _used += System.Text.Encoding.ASCII.GetBytes(text, _buffer.AsSpan(_used));
}
