using System.IO.Compression;
using System.Text;

namespace ActorTrading.Feeds.Tests.Recorded;

/// <summary>A folder for hand-made recordings, gone after the test.</summary>
internal sealed class RecordingFolder : IDisposable
{
    public const string TradeHeader = "ts_ms,price,size,side,trade_id";
    public const string CandleHeader = "open_time_ms,open,high,low,close,volume";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recordings-");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    public string WriteTrades(string name, params string[] rows) => Write(name, TradeHeader + "\n" + string.Concat(rows.Select(row => row + "\n")));

    public string WriteCandles(string name, params string[] rows) => Write(name, CandleHeader + "\n" + string.Concat(rows.Select(row => row + "\n")));

    public static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
