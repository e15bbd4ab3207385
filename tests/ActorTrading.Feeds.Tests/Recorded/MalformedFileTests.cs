using System.Text;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Tests.Recorded;

public sealed class MalformedFileTests : IDisposable
{
    private const string GoodTrade = "1723161255342,61837.63,0.02,sell,1";
    private const string GoodCandle = "1600560000000,1,2,0.5,1.5,10";

    private readonly RecordingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1723161255,1,1,buy,2", "ts_ms", "1723161255", "looks like seconds")]
    [InlineData("1723161255342000,1,1,buy,2", "ts_ms", "1723161255342000", "looks like microseconds")]
    [InlineData("172316125534200000,1,1,buy,2", "ts_ms", "172316125534200000", "looks like nanoseconds")]
    [InlineData("1230767999999,1,1,buy,2", "ts_ms", "1230767999999", "from 2009 to 2100")]
    [InlineData("4102444800000,1,1,buy,2", "ts_ms", "4102444800000", "from 2009 to 2100")]
    [InlineData("-5,1,1,buy,2", "ts_ms", "-5", "whole milliseconds")]
    [InlineData("2024-08-08T00:00:00Z,1,1,buy,2", "ts_ms", "2024-08-08T00:00:00Z", "whole milliseconds")]
    [InlineData("1723161255343,abc,1,buy,2", "price", "abc", "plain decimal number")]
    [InlineData("1723161255343,1e5,1,buy,2", "price", "1e5", "no exponent")]
    [InlineData("1723161255343,NaN,1,buy,2", "price", "NaN", "NaN")]
    [InlineData("1723161255343,inf,1,buy,2", "price", "inf", "infinity")]
    [InlineData("1723161255343,,1,buy,2", "price", "", "plain decimal number")]
    [InlineData("1723161255343,.5,1,buy,2", "price", ".5", "both sides")]
    [InlineData("1723161255343,5.,1,buy,2", "price", "5.", "both sides")]
    [InlineData("1723161255343,1.2.3,1,buy,2", "price", "1.2.3", "plain decimal number")]
    [InlineData("1723161255343, 1,1,buy,2", "price", " 1", "plain decimal number")]
    [InlineData("1723161255343,1,92233720368.54775808,buy,2", "size", "92233720368.54775808", "at most 18 digits")]
    [InlineData("1723161255343,1,92233720369,buy,2", "size", "92233720369", "out of range")]
    [InlineData("1723161255343,1,0.123456789012345678,buy,2", "size", "0.123456789012345678", "at most 18 digits")]
    [InlineData("1723161255343,1,1,BUY,2", "side", "BUY", "'buy' or 'sell'")]
    [InlineData("1723161255343,1,1,,2", "side", "", "'buy' or 'sell'")]
    [InlineData("1723161255343,1,1,buy,-2", "trade_id", "-2", "whole number from 0")]
    [InlineData("1723161255343,1,1,buy,", "trade_id", "", "whole number from 0")]
    [InlineData("1723161255343,1,1,buy", "line", "buy", "the row ends at side")]
    [InlineData("1723161255343", "line", "1723161255343", "the row ends at ts_ms")]
    [InlineData("1723161255343,1,1,buy,2,3", "line", "3", "too many columns")]
    public void Read_BadTrade_ComesAfterTheGoodOnesAndNamesEverything(string row, string field, string value, string expected)
    {
        var path = _folder.WriteTrades("BTC-USDT.trades.csv", GoodTrade, row, GoodTrade);
        using var batches = new RecordedFeed([new(path)]).Read().GetEnumerator();

        Assert.True(batches.MoveNext());
        Assert.Equal(1, batches.Current.Position);
        var error = Assert.Throws<FeedFormatException>(() => batches.MoveNext());

        Assert.Equal((path, 3L, field, value), (error.File, error.Line, error.Field, error.Value));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
        Assert.StartsWith($"{path}, line 3: {field}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1600563600000,1,2,0.5,1.5,10,11", "line", "too many columns")]
    [InlineData("1600563600000,1,2,0.5,1.5", "line", "the row ends at close")]
    [InlineData("1600563600000,1,2,0.5,1.5,1e9", "volume", "no exponent")]
    [InlineData("1600563600,1,2,0.5,1.5,1", "open_time_ms", "looks like seconds")]
    public void Load_BadCandle_NamesFieldAndLine(string row, string field, string expected)
    {
        var path = _folder.WriteCandles("BTC-USDT.1h.csv", GoodCandle, row);

        var error = Assert.Throws<FeedFormatException>(() => CandleHistory.Load([path]));

        Assert.Equal((3L, field), (error.Line, error.Field));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingReceiveTime_IsRefused()
    {
        var path = _folder.Write("BTC-USDT.trades.csv", $"{RecordingFolder.TradeHeader},recv_us\n{GoodTrade}\n");

        var error = Assert.Throws<FeedFormatException>(() => RecordedFile.Open(path));

        Assert.Contains("the row ends at trade_id", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NegativeAndZeroPricesAndSizes_PassToTheGate()
    {
        var path = _folder.WriteTrades("BTC-USDT.trades.csv", "1723161255342,-1.5,0,sell,1", "1723161255342,0,-0.00000001,buy,2");

        var ticks = Reading.Ticks(new RecordedFeed([new(path)]));

        Assert.Equal([(-150000000L, 0L), (0L, -1L)], ticks.Select(tick => (tick.Price, tick.Size)));
    }

    [Theory]
    [InlineData("1,2,3\n", "not the header")]
    [InlineData("time,open,high,low,close,volume\n1600560000000,1,1,1,1,1\n", "not the header")]
    [InlineData("PK\u0003\u0004\u0000\u0000", "the zip is damaged or cut short")]
    [InlineData("\u0001\u0002\u0003\u0000\u0000", "binary data")]
    [InlineData("", "the file is empty")]
    [InlineData("\n\n", "the file is empty")]
    [InlineData("ts_ms,price,size,side,trade_id\n", "a header and no rows")]
    [InlineData("open_time_ms,open,high,low,close,volume\n", "a header and no rows")]
    public void Open_NotARecording_SaysWhatIsWrong(string text, string expected)
    {
        var path = _folder.Write("BTC-USDT.1h.csv", text);

        var error = Assert.Throws<FeedFormatException>(() => RecordedFile.Open(path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MissingFileOrFolder_SaysSo()
    {
        Assert.Contains(
            "there is no such file", Assert.Throws<FeedFormatException>(() => RecordedFile.Open(_folder.PathOf("BTC-USDT.csv"))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "folder", Assert.Throws<FeedFormatException>(() => RecordedFile.Open(Path.GetDirectoryName(_folder.PathOf("x"))!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NameWithoutSymbol_AsksForIt()
    {
        var path = _folder.WriteTrades("today.csv", GoodTrade);

        Assert.Equal("symbol", Assert.Throws<FeedFormatException>(() => RecordedFile.Open(path)).Field);
        Assert.Equal(Symbol.Parse("BTC-USDT"), RecordedFile.Open(new RecordedFileSpec(path, Symbol.Parse("BTC-USDT"))).Symbol);
    }

    [Fact]
    public void Read_GzipCutAnywhere_IsNeverTakenForWhole()
    {
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i => $"{1723161255342 + (i * i * 7)},6183{i % 10}.{i},0.{i}1,buy,{i}\n"));
        var whole = RecordingFolder.Gzip($"{RecordingFolder.TradeHeader}\n{rows}");
        Assert.Equal(300, Reading.Ticks(new RecordedFeed([new(_folder.Write("BTC-USDT.trades.gz", whole))])).Length);

        for (var length = 3; length < whole.Length; length += length < whole.Length - 12 ? 31 : 1)
        {
            var path = _folder.Write("BTC-USDT.trades.gz", whole[..length]);
            var error = Assert.Throws<FeedFormatException>(() => Reading.Ticks(new RecordedFeed([new(path)])));

            Assert.Equal("gzip", error.Field);
            Assert.Contains("corrupt or cut short", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_GzipWithAFlippedByte_NamesTheDamageAndNotARow()
    {
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i => $"{1723161255342 + (i * i * 7)},6183{i % 10}.{i},0.{i}1,buy,{i}\n"));
        var whole = RecordingFolder.Gzip($"{RecordingFolder.TradeHeader}\n{rows}");

        for (var at = 60; at < whole.Length; at += 97)
        {
            var bytes = (byte[])whole.Clone();
            bytes[at] ^= 0x10;
            var path = _folder.Write("BTC-USDT.trades.gz", bytes);

            Assert.Equal("gzip", Assert.Throws<FeedFormatException>(() => Reading.Ticks(new RecordedFeed([new(path)]))).Field);
        }
    }

    [Fact]
    public void Open_LineWithoutEnd_FailsWithoutReadingIt()
    {
        // Sparse: a gigabyte of nothing takes no room on the disk, and must take none in memory.
        var path = _folder.PathOf("BTC-USDT.trades.csv");
        using (var file = File.Create(path))
        {
            file.Write(Encoding.UTF8.GetBytes($"{RecordingFolder.TradeHeader}\n{GoodTrade}\n17"));
            file.SetLength(1L << 30);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<FeedFormatException>(() => Reading.Ticks(new RecordedFeed([new(path)])));

        Assert.Equal((3L, "line"), (error.Line, error.Field));
        Assert.Contains("at most 4096 bytes", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void Open_RowsCloserThanTheNamedTimeframe_IsRefused()
    {
        var path = _folder.WriteCandles("BTC-USDT.1h.csv", GoodCandle, "1600560300000,1,1,1,1,1", "1600560600000,1,1,1,1,1");

        Assert.Contains("300 s apart", Assert.Throws<FeedFormatException>(() => RecordedFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TimeframeNotNamed_IsTheMedianStep()
    {
        var known = _folder.WriteCandles(
            "BTC-USDT.csv", GoodCandle, "1600560300000,1,1,1,1,1", "1600560600000,1,1,1,1,1", "1600561800000,1,1,1,1,1");
        var unknown = _folder.WriteCandles("ETH-USDT.csv", GoodCandle, "1600560007000,1,1,1,1,1");

        Assert.Equal(Timeframe.M5, RecordedFile.Open(known).Timeframe);
        var error = Assert.Throws<FeedFormatException>(() => RecordedFile.Open(unknown));
        Assert.Equal(("timeframe", "7 s"), (error.Field, error.Value));
    }

    [Fact]
    public void Read_WindowsLineEndsMarkBlankLinesAndNoLastEnd_AreFine()
    {
        var path = _folder.Write("BTC-USDT.trades.csv", $"\uFEFF{RecordingFolder.TradeHeader}\r\n{GoodTrade}\r\n\r\n1723161255343,2,3,buy,2");

        Assert.Equal([1L, 2L], Reading.Ticks(new RecordedFeed([new(path)])).Select(tick => tick.Id));
    }
}
