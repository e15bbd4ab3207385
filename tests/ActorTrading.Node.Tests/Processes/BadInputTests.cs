using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorTrading.Node.Tests.Processes;

/// <summary>Bad input: one clear line, exit code 1 or 2, nothing half-written.</summary>
public sealed class BadInputTests(PlayedRecording recording) : IDisposable
{
    private const string Header = "ts_ms,price,size,side,trade_id";
    private const string Row = "1750507467356,83.29,0.107,buy,1";

    private readonly DataFolder _folder = new();

    private static string Candles => MarketData.File("BTC-USDT.1h.2020-2024.csv.gz");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("frobnicate", "'frobnicate' is not a verb")]
    [InlineData("replya --verify", "did you mean 'replay'?")]
    [InlineData("node --frob", "'--frob' is not an option of actortrading node")]
    [InlineData("node --path", "Required argument missing for option: '--path'")]
    [InlineData("node --speed abc", "--speed 'abc' is not 'full' or a number above 0 to 1000000")]
    [InlineData("node --speed 0", "--speed '0' is not")]
    [InlineData("node --feed nasdaq", "--feed 'nasdaq' is not one of simulated, recorded")]
    [InlineData("node --feed simulated --path x.csv", "--path names files to play and --feed simulated plays none")]
    [InlineData("train --candles x.csv", "Option '--out' is required")]
    [InlineData("backtest", "no file is given: --trades FILE... or --candles FILE...")]
    [InlineData("backtest --candles TRADES", "has trades: give it with --trades")]
    [InlineData("backtest --trades TRADES TRADES", "is given twice")]
    [InlineData("backtest --trades TRADES --symbol B@D", "--symbol 'B@D' is not a symbol such as BTC-USDT")]
    [InlineData("evaluate --candles CANDLES CANDLES", "is given twice")]
    [InlineData("evaluate --candles CANDLES --horizons 7x", "--horizons '7x' is not a span from 1m to 30d, such as 1h, 4h or 24h")]
    [InlineData("evaluate --candles CANDLES --horizons 1h,1h", "--horizons '1h,1h' names 1h twice")]
    [InlineData("evaluate --candles CANDLES --horizons ,", "names no horizon")]
    [InlineData("evaluate --candles CANDLES --horizons 30m", "--horizons '30m' is not a multiple of the candles' timeframe, which is 1h")]
    [InlineData("evaluate --candles CANDLES --train-until yesterday", "--train-until 'yesterday' is not a day: write it as 2023-12-31")]
    [InlineData("evaluate --candles CANDLES --train-until 9999-12-31", "--train-until 9999-12-31 leaves nothing to walk forward on: the candles' rows end at 20")]
    [InlineData("evaluate --candles CANDLES --train-until 2031-01-01", "--train-until 2031-01-01 leaves nothing to walk forward on: the candles' rows end at 20")]
    [InlineData("evaluate --candles CANDLES --train-until 2011-01-01", "--train-until 2011-01-01 leaves nothing to train on: the candles' rows begin at 2020-")]
    [InlineData("evaluate --candles CANDLES --pretrained MISSING", "is not a folder: make one with 'actortrading train")]
    [InlineData("backtest --trades TRADES --pretrained MISSING", "is not a folder: make one with 'actortrading train")]
    public Task WrongUse_Is2(string line, string expected) => RefusesAsync(2, expected, Words(line));

    [Theory]
    [InlineData("evaluate", "--candles")]
    [InlineData("backtest", "--trades")]
    public Task EmptyFileName_Is2(string verb, string option) => RefusesAsync(2, "a file name is empty: leave it out or give the file's path", [verb, option, ""]);

    [Theory]
    [InlineData("backtest --trades MISSING", "there is no such file")]
    [InlineData("backtest --trades FOLDER", "this is a folder; give the files in it")]
    [InlineData("evaluate --candles TRADES", "these are trades; expected candles")]
    [InlineData("evaluate --candles CANDLES --pretrained FOLDER", "has no models for 1h bars: train them with 'actortrading train")]
    [InlineData("evaluate --candles CANDLES --pretrained MODELS", "has no models for 1h bars")]
    [InlineData("train --candles CANDLES --until 1999-01-01 --out MISSING", "0 labelled rows of history for 1h are too few to train on")]
    [InlineData("train --candles CANDLES --out /proc/x", "Cannot open the model store '/proc/x'")]
    [InlineData("replay --data MISSING", "run 'actortrading node' first, or name its folder with --data DIR")]
    [InlineData("node --path TRADES --data /proc/x", "the data directory '/proc/x' cannot be written to")]
    [InlineData("node --path TRADES --data TRADES/below", "cannot be written to")]
    [InlineData("node --path TRADES --data MISSING --set http.address=192.0.2.1", "This machine does not have that address")]
    [InlineData("node --path TRADES --path TRADES", "twice")]
    [InlineData("node --path TRADES --set http.port=99999", "'99999' is not a whole number from 0 to 65535")]
    [InlineData("node --path TRADES --set a{", "expected '}'")]
    [InlineData("node --path TRADES --set =1", "expected a key, found '='")]
    [InlineData("node --path TRADES --set http.port=${x}", "${x} has no value")]
    [InlineData("node --path TRADES --set market.horizons=[7m]", "'7m' is not a multiple of decision-timeframe")]
    [InlineData("node --path TRADES --set feed.batch-size=99999999999999999999", "is not a whole number from 1 to 65536")]
    [InlineData("node --path TRADES --set LONG=1", "xxx: is not a setting")]
    public Task Failure_Is1(string line, string expected) => RefusesAsync(1, expected, Words(line));

    [Theory]
    [InlineData("", "the file is empty; expected a header line")]
    [InlineData("time,price\n1,2\n", "this is not the header of a recorded file; expected")]
    [InlineData("just some text\n", "this is not the header of a recorded file; expected")]
    [InlineData(Header + "\n", "the file has a header and no rows")]
    [InlineData(Header + "\n1750507467,83.29,0.107,buy,1\n", "'1750507467': looks like seconds: times are milliseconds since 1970 UTC")]
    [InlineData(Header + "\n1750507467356,NaN,0.107,buy,1\n", "expected a plain decimal number")]
    [InlineData(Header + "\n1750507467356,83.29\n", "line 2")]
    public async Task TradeFile_Bad_IsNamedWithItsLine(string content, string expected)
    {
        var file = _folder["LTC-USDT.csv"];
        await File.WriteAllTextAsync(file, content);

        await RefusesAsync(1, expected, ["backtest", "--trades", file, "--json"]);
        await RefusesAsync(1, expected, PlayedRecording.Node(_folder["data"], file, "full"));
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task TradeFile_NegativePrice_IsARefusedRowAndNoError()
    {
        var file = _folder.Write("LTC-USDT.csv", Header, Row, "1750507467357,-83.29,0.107,buy,2", "1750507467358,83.29,0.107,buy,3");

        var run = await Executable.RunAsync("backtest", "--trades", file, "--json");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("{\"accepted\":2,\"refused\":{\"non-positive-price\":1},", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TradeFile_TruncatedGzip_DeliversWhatIsBeforeAndClosesTheJournal()
    {
        var file = _folder["LTC-USDT.csv.gz"];
        var whole = await File.ReadAllBytesAsync(PlayedRecording.Trades);
        await File.WriteAllBytesAsync(file, whole[..300_000]);

        await RefusesAsync(1, "the compressed data is corrupt or cut short hereabouts; fetch the file again", PlayedRecording.Node(_folder["data"], file, "full"), onlyLine: false);
        var replay = await Executable.RunAsync("replay", "--verify", "--data", _folder["data"]);

        Assert.EndsWith("0 differences\n", replay.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["data"], "*-wal"));
    }

    [Fact]
    public async Task TradeFile_LineOfAGigabyte_IsRefusedInLittleMemory()
    {
        var file = _folder["LTC-USDT.csv.gz"];
        await using (var gzip = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(Encoding.ASCII.GetBytes(Header + "\n"));
            var sevens = Enumerable.Repeat((byte)'7', 1 << 20).ToArray();
            for (var i = 0; i < 1024; i++)
            {
                await gzip.WriteAsync(sevens);
            }
        }

        // The runtime itself reserves much; what it may hold is limited to a fifth of the line.
        var run = await Executable.RunAsync(Executable.Path, ["backtest", "--trades", file], ("DOTNET_GCHeapHardLimit", "0xC000000"));

        MustBeOneLine(run, 1, "a line has at most 4096 bytes; is this really a csv file?");
    }

    [Fact]
    public async Task Train_TooLittleHistory_LeavesNothingBehind()
    {
        var rows = Enumerable.Range(0, 120).Select(i => $"{1_600_000_000_000L / 3_600_000 * 3_600_000 + i * 3_600_000L},1,1.1,0.9,1,5");
        var file = _folder.Write("BTC-USDT.1h.csv", ["open_time_ms,open,high,low,close,volume", .. rows]);

        await RefusesAsync(1, "are too few to train on: at least 500 are needed", ["train", "--candles", file, "--out", _folder["models"]]);

        Assert.False(Directory.Exists(_folder["models"]));
    }

    [Fact]
    public async Task Pretrained_EmptyFolder_StaysEmpty()
    {
        Directory.CreateDirectory(_folder["empty"]);

        await RefusesAsync(1, "has no models", ["backtest", "--trades", PlayedRecording.Trades, "--pretrained", _folder["empty"]]);

        Assert.Empty(Directory.GetFileSystemEntries(_folder["empty"]));
    }

    [Fact]
    public async Task Node_BusyPort_SaysSoBeforeAnythingIsWritten()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var port = ((IPEndPoint)busy.LocalEndpoint).Port;

        await RefusesAsync(
            1, $"cannot listen on 127.0.0.1:{port}: Address already in use. Stop what uses the port, or choose another with --set http.port=",
            ["node", "--data", _folder["data"], "--set", $"http.port={port}"]);

        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task Node_SecondOnTheSameDirectory_NamesTheFirst()
    {
        await using var first = Executable.Start("node", "--path", PlayedRecording.Trades, "--speed", "1", "--set", "http.port=0", "--data", _folder["data"]);
        await first.ServesAsync();
        var expected = $"is in use by process {first.Id}. What to do: stop that node, or give this one a data directory of its own.";

        await RefusesAsync(1, expected, PlayedRecording.Node(_folder["data"], PlayedRecording.Trades, "full"), onlyLine: false);
        await RefusesAsync(1, expected, ["replay", "--data", _folder["data"]]);
    }

    [Fact]
    public async Task Node_FullDisk_FailsClearlyAndGoesOnOnceThereIsRoom()
    {
        // A limit on the size of a file stands for a full disk; without the switch the runtime's own memory file would meet it.
        string[] node = [Executable.Path, .. PlayedRecording.Node(_folder["data"], PlayedRecording.Trades, "full")];
        var full = await Executable.RunAsync(
            "/bin/bash", ["-c", "ulimit -f 600; trap '' XFSZ; exec \"$@\"", "bash", .. node], ("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_GCHeapHardLimit", "0x20000000"));

        Assert.Equal(1, full.Code);
        Assert.Contains("error: Cannot write to", full.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", full.Error, StringComparison.Ordinal);

        var again = await Executable.RunAsync(PlayedRecording.Node(_folder["data"], PlayedRecording.Trades, "full"));
        Assert.Equal(0, again.Code);
        var replay = await Executable.RunAsync("replay", "--verify", "--json", "--data", _folder["data"]);
        Assert.Contains("\"ticks\":114852,", replay.Output, StringComparison.Ordinal);
        Assert.Contains("\"differences\":0,", replay.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journal.db", 0, "file is not a database")]
    [InlineData("journal.db", 60, "user_version")]
    [InlineData("journal.db", -1, "What to do:")]
    [InlineData("models", 1000, "is damaged: its SHA-256 is")]
    public async Task Data_Damaged_IsSaidAndNotUsed(string what, int at, string expected)
    {
        DataFolder.Copy(recording.Data, _folder["data"]);
        var file = what == "models" ? Directory.GetFiles(_folder["data/models/objects"], "*", SearchOption.AllDirectories).Single() : _folder["data/journal.db"];
        var bytes = await File.ReadAllBytesAsync(file);
        if (at == 60)
        {
            // The layout's version, big-endian at byte 60 of a SQLite file.
            (bytes[63], expected) = (99, "has version 99 of the journal layout, this program knows 2. What to do: run the newer program");
        }
        else if (at < 0)
        {
            for (var i = 8192; i < bytes.Length; i += 512)
            {
                bytes[i] ^= 0x5A;
            }
        }
        else
        {
            bytes[at] ^= 0x5A;
        }

        await File.WriteAllBytesAsync(file, bytes);

        await RefusesAsync(1, expected, ["replay", "--verify", "--data", _folder["data"]]);
    }

    [Fact]
    public async Task Models_ForOtherSettings_SayWhichOne() => await RefusesAsync(
        1, "The models were trained with threshold-up '0.01', here it is '0.02'",
        ["backtest", "--trades", PlayedRecording.Trades, "--pretrained", recording.Models, "--set", "market.label-up=0.02"]);

    private static async Task RefusesAsync(int code, string expected, IReadOnlyList<string> arguments, bool onlyLine = true)
    {
        var run = await Executable.RunAsync(arguments);
        if (onlyLine)
        {
            MustBeOneLine(run, code, expected);
            Assert.Equal("", run.Output);
        }
        else
        {
            Assert.Equal(code, run.Code);
            Assert.Single(run.Error.Split('\n'), l => l.StartsWith("error: ", StringComparison.Ordinal) && l.Contains(expected, StringComparison.Ordinal));
            Assert.DoesNotContain("   at ", run.Error + run.Output, StringComparison.Ordinal);
        }
    }

    private static void MustBeOneLine(Executable.Run run, int code, string expected)
    {
        Assert.Equal(code, run.Code);
        var line = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 1, 1100);
    }

    private List<string> Words(string line) => [.. line.Split(' ').Select(word => word
        .Replace("TRADES", PlayedRecording.Trades, StringComparison.Ordinal)
        .Replace("CANDLES", Candles, StringComparison.Ordinal)
        .Replace("MODELS", recording.Models, StringComparison.Ordinal)
        .Replace("FOLDER", _folder.Path, StringComparison.Ordinal)
        .Replace("MISSING", _folder["missing"], StringComparison.Ordinal)
        .Replace("LONG", new string('x', 20_000), StringComparison.Ordinal))];
}
