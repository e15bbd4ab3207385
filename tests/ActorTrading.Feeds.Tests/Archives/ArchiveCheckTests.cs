using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ActorTrading.Feeds.Archives;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Feeds.Tests.Recorded;
using ActorTrading.Market;
using ActorTrading.Market.Quality;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Feeds.Tests.Archives;

public sealed class ArchiveCheckTests : IDisposable
{
    private const long Hour = 3_600_000;
    private const long Start = 1_704_067_200_000; // 2024-01-01
    private readonly RecordingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_InjectedDefects_CountsWhatBruteForceCounts() =>
        Prop.ForAll(
            Gen.Choose(0, 30).ListOf().ToArbitrary(),
            slots =>
            {
                var times = slots.Select(s => Start + (s * Hour)).ToList();
                if (times.Count < 2)
                {
                    return;
                }

                var report = Check("X-Y.1h.csv", string.Concat(times.Select(t => $"{t},2,3,1,2,5\n")));

                var distinct = times.Distinct().Order().ToList();
                var steps = distinct.Zip(distinct.Skip(1), (a, b) => (b - a) / Hour).Where(s => s > 1).ToList();
                Assert.Equal(
                    (times.Count, steps.Count, steps.Sum(s => s - 1), times.Count - distinct.Count, times.Zip(times.Skip(1), (a, b) => b < a ? 1 : 0).Sum()),
                    (report.Rows, report.Gaps, report.Missing, report.Duplicates, report.OutOfOrder));
                Assert.Equal(report.Duplicates, report.Findings.Count(f => f.Rule == FindingRule.Duplicate));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Run_EveryKindOfBadRow_IsCountedByRuleAndNamedByRow()
    {
        var report = Check("X-Y.1h.csv", string.Join('\n',
            $"{Start},2,3,1,2,5", $"{Start + Hour},4,3,1,2,5", $"{Start + (2 * Hour)},2,3,1,2,0", $"{Start + (3 * Hour)},2,3,1,2",
            $"{Start + (4 * Hour)},2,3,1,x,5", $"{Start + (5 * Hour)},0,3,0,2,5", $"{Start + (6 * Hour) + 7},2,3,1,2,5", $"{Start + (7 * Hour)},2,3,1,2,5,6", "", $"{Start + (7 * Hour)},2,3,1,2,-5"));

        Assert.Equal((9, 2, 1, 1, 3, 1), (report.Rows, report.OutOfRange, report.OhlcViolations, report.OffGrid, report.Malformed, report.ZeroVolume));
        Assert.Equal(
            ["1 OhlcRelation", "2 Volume", "3 MissingField", "4 WrongType", "5 OutOfRange", "5 Gap", "6 OffGrid", "6 Gap", "7 WrongType", "8 OutOfRange"],
            report.Findings.Select(f => $"{f.Row} {f.Rule}"));
        Assert.False(report.IsClean);
        Assert.Contains("close 'x': expected a plain decimal number", report.Findings.Single(f => f.Row == 4).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n")]
    [InlineData("")]
    public void Run_KlinesThatChangeTheirUnitInside_AreOneSeries(string header)
    {
        var text = header
            + "1735686000000,2,3,1,2,5,1735689599999,12.5,7,1,2,0\n"
            + "1735689600000000,2,3,1,2,5,1735693199999999,12.5,7,1,2,0\n"
            + "1735693200000000,2,3,1,2,5,1735696799999999,12.5,7,1,2,0\n";

        var report = ArchiveCheck.Run(new RecordedFileSpec(_folder.Write("BTCUSDT-1h-2025-01.csv", text)));

        Assert.True(report.IsClean);
        Assert.Equal((3, ArchiveLayout.BinanceKlines, "BTC-USDT", Timeframe.H1), (report.Rows, report.File.Layout, report.File.Symbol!.Value.Value, report.File.Timeframe));
    }

    [Theory]
    [InlineData("10,2.5,3,100,101,1735689600000000,True,True\n11,2.5,3,102,102,1735689600500000,False,True\n14,2.5,3,102,102,1735689600600000,False,True\n", "LTCFDUSD-aggTrades-2025-01-01.csv", ArchiveLayout.BinanceAggTrades, "LTC-FDUSD")]
    [InlineData("agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n10,2.5,3,100,101,1735689600000,true\n11,2.5,3,102,102,1735689600500,false\n14,2.5,3,102,102,1735689600600,false\n", "LTCUSDT-aggTrades-2025-01.csv", ArchiveLayout.BinanceAggTrades, "LTC-USDT")]
    [InlineData("10,2.5,3,7.5,1704067200000,True,True\n11,2.5,3,7.5,1704067200500,False,True\n14,2.5,3,7.5,1704067200600,False,True\n", "BTCUSDT-trades-2024-01-01.csv", ArchiveLayout.BinanceTrades, "BTC-USDT")]
    [InlineData("id,price,qty,quote_qty,time,is_buyer_maker\n10,2.5,3,7.5,1704067200000,true\n11,2.5,3,7.5,1704067200500,false\n14,2.5,3,7.5,1704067200600,false\n", "ETHBTC-trades-2024-01-01.csv", ArchiveLayout.BinanceTrades, "ETH-BTC")]
    [InlineData("1704067200000,2.5,3,sell,10\n1704067200500,2.5,3,buy,11\n1704067200600,2.5,3,buy,14\n", "BTC-USDT.trades.csv", ArchiveLayout.Trades, "BTC-USDT")]
    public void Run_Trades_OfEveryLayout(string text, string name, ArchiveLayout layout, string symbol)
    {
        var report = ArchiveCheck.Run(new RecordedFileSpec(_folder.Write(name, text)));

        Assert.Equal((layout, symbol), (report.File.Layout, report.File.Symbol!.Value.Value));
        Assert.Equal((3, 1, 2, 2, 1), (report.Rows, report.Gaps, report.Missing, report.Trades!.Buys, report.Trades.Sells));
        Assert.Equal(500_000, report.Longest);
    }

    [Fact]
    public void Run_Zip_IsReadAndItsChecksumVerified()
    {
        var path = _folder.Write("BTCUSDT-1h-2024-01.zip", Zip(("BTCUSDT-1h-2024-01.csv", $"{Start},2,3,1,2,5,{Start + Hour - 1},12.5,7,1,2,0\n")));
        Assert.False(ArchiveCheck.Run(new RecordedFileSpec(path)).HasChecksum);

        _folder.Write("BTCUSDT-1h-2024-01.zip.CHECKSUM", $"{Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))).ToLowerInvariant()}  BTCUSDT-1h-2024-01.zip\n");
        Assert.True(ArchiveCheck.Run(new RecordedFileSpec(path)).HasChecksum);

        _folder.Write("BTCUSDT-1h-2024-01.zip.CHECKSUM", $"{new string('0', 64)}  BTCUSDT-1h-2024-01.zip\n");
        Assert.Contains("is not the one that", Refusal(path), StringComparison.Ordinal);

        _folder.Write("BTCUSDT-1h-2024-01.zip.CHECKSUM", "gone");
        Assert.Contains("expected the 64 hexadecimal digits", Refusal(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"open_time_ms\",\"open\",\"high\",\"low\",\"close\",\"volume\"\r\n\"1704067200000\",\"2\",\"3\",\"1\",\"2\",\"5\"\r\n\"1704070800000\",\"2\",\"3\",\"1\",\"9\",\"5\"\r\n1704078000000,2,3,1,x,5\r\n")]
    [InlineData("Volume,Date,Open,High,Low,Close,Trades\n5,2024-01-01,2,3,1,2,7\n5,2024-01-01 01:00:00,2,3,1,9,7\n5,2024-01-01T03:00:00Z,2,3,1,2\n5,,2,3,1,2,7\n")]
    [InlineData("\uFEFFts,o,h,l,c,vol,confirm\n1704067200,2,3,1,2,5,1\n1704070800,2,3,1,9,5,1\n1704078000,2,3,1,2,5,0\n")]
    public void Run_AnyHeaderThatNamesTheColumns_IsRead(string text)
    {
        var report = Check("X-Y.1h.csv", text);

        Assert.Equal((ArchiveLayout.NamedCandles, 1, 1), (report.File.Layout, report.OhlcViolations, report.Malformed));
        Assert.Equal(1_704_067_200_000_000, report.First);
    }

    [Fact]
    public void Run_ZipWhoseContentIsNotWhatItsChecksumSays_IsRefused()
    {
        var whole = Zip(CompressionLevel.NoCompression, ("a.csv", string.Concat(Enumerable.Range(0, 5000).Select(i => $"{Start + (i * Hour)},2,3,1,2,5\n"))));
        var path = _folder.Write("X-Y.1h.zip", whole);
        Assert.Equal(5000, ArchiveCheck.Run(new RecordedFileSpec(path)).Rows);

        whole[whole.AsSpan(50_000).IndexOf(",2,3,1,2,5"u8) + 50_001] = (byte)'3';

        Assert.Contains("zip: the compressed data is corrupt", Refusal(_folder.Write("X-Y.1h.zip", whole)), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FileOfBlankLines_IsGivenUp() =>
        Assert.Contains("blank lines in a row", Refusal(_folder.Write("X-Y.1h.csv", $"{Start},2,3,1,2,5{new string('\n', 1_100_000)}")), StringComparison.Ordinal);

    [Fact]
    public void Run_BadZips_AreOneClearLine()
    {
        Assert.Contains("expected a zip with exactly one csv file", Refusal(_folder.Write("a.zip", Zip(("a.csv", "x"), ("b.csv", "y")))), StringComparison.Ordinal);
        Assert.Contains("expected a zip with exactly one csv file", Refusal(_folder.Write("b.zip", Zip())), StringComparison.Ordinal);
        var whole = Zip(("a.csv", string.Concat(Enumerable.Range(0, 5000).Select(i => $"{Start + (i * Hour)},2,3,1,{i % 7},5\n"))));
        Assert.Contains("the zip is damaged or cut short", Refusal(_folder.Write("X-Y.1h.zip", whole[..(whole.Length / 2)])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("open_time_ms,open,high,low,close,volume\n", "the file has a header and no rows")]
    [InlineData("time,open,high,low,close\n1,1,1,1,1\n", "No column names volume")]
    [InlineData("a,b,c\n", "this is neither the header nor a row of market data")]
    [InlineData("Dear reader\n", "this is neither the header nor a row of market data")]
    [InlineData("1704067200,2,3,1,2,5\n", "line 1: open_time: '1704067200': looks like seconds")]
    [InlineData("1704067200000000000,2,3,1,2,5\n", "expected a time in whole milliseconds")]
    [InlineData("\u0001\u0002\u0003\u0000\n", "this is binary data")]
    public void Run_WhatIsNoMarketData_IsOneClearLine(string text, string expected) =>
        Assert.Contains(expected, Refusal(_folder.Write("X-Y.1h.csv", text)), StringComparison.Ordinal);

    [Fact]
    public void Run_HugeLineOrDamagedPack_IsOneClearLine()
    {
        var rows = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{Start + (i * Hour)},2,3,1,{1 + (i % 3)},5\n"));
        Assert.Contains("a line has at most 4096 bytes", Refusal(_folder.Write("X-Y.1h.csv", rows + new string('7', 100_000))), StringComparison.Ordinal);

        var packed = RecordingFolder.Gzip(rows);
        Assert.Contains("corrupt or cut short", Refusal(_folder.Write("X-Y.1h.csv.gz", packed[..^20])), StringComparison.Ordinal);
        packed[packed.Length / 2] ^= 0x10;
        Assert.Contains("corrupt", Refusal(_folder.Write("X-Y.1h.csv.gz", packed)), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TimeframeThatCannotBe_IsRefused()
    {
        var path = _folder.Write("X-Y.csv", string.Concat(Enumerable.Range(0, 9).Select(i => $"{Start + (i * Hour)},2,3,1,2,5\n")));
        Assert.Equal(Timeframe.H1, ArchiveCheck.Run(new RecordedFileSpec(path)).File.Timeframe);

        var refused = Assert.Throws<FeedFormatException>(() => ArchiveCheck.Run(new RecordedFileSpec(path, Timeframe: Timeframe.D1)));
        Assert.Contains("less than a candle of that length", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writer_BothLayouts_ReadBackToTheSameValues()
    {
        Bar[] bars =
        [
            new(1_735_686_000_000_000, 1, long.MaxValue, 1, 92_233_720_368, 0, 0, 0, 0),
            new(1_735_689_600_000_000, 123_456_789, 200_000_000, 100_000_000, 150_000_000, 12_345, 45, 12.3456789012m, 99),
        ];
        foreach (var layout in new[] { ArchiveLayout.Candles, ArchiveLayout.BinanceKlines })
        {
            var path = _folder.PathOf($"BTC-USDT.1h.{layout}.csv");
            using (var file = File.Create(path))
            {
                using var writer = new CandleWriter(file, layout, Timeframe.H1);
                foreach (var bar in bars)
                {
                    writer.Write(bar);
                }

                writer.Flush();
            }

            using var reader = new ArchiveReader(ArchiveFile.Open(new RecordedFileSpec(path, Timeframe: Timeframe.H1)));
            foreach (var bar in bars)
            {
                Assert.True(reader.ReadCandle(out var read, out var fault));
                Assert.True(fault is null || bar.High == long.MaxValue, $"{fault}");
                if (fault is null)
                {
                    Assert.Equal(layout == ArchiveLayout.Candles ? bar with { QuoteVolume = 0, Trades = 0, BuyVolume = 0 } : bar, read);
                }
            }
        }
    }

    private ArchiveReport Check(string name, string text) => ArchiveCheck.Run(new RecordedFileSpec(_folder.Write(name, text), Timeframe: Timeframe.H1), most: int.MaxValue);

    private static string Refusal(string path)
    {
        var message = Assert.Throws<FeedFormatException>(() => ArchiveCheck.Run(new RecordedFileSpec(path))).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static byte[] Zip(params (string Name, string Text)[] files) => Zip(CompressionLevel.Optimal, files);

    private static byte[] Zip(CompressionLevel level, params (string Name, string Text)[] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return packed.ToArray();
    }
}
