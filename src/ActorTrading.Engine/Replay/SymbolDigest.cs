using System.Security.Cryptography;
using ActorTrading.Engine.Events;

namespace ActorTrading.Engine.Replay;

/// <summary>
/// A fingerprint of one symbol's bars, predictions and weights, each in its own order. It does not depend on how the feed was cut into batches,
/// so a run that was interrupted and one that was not have the same.
/// </summary>
public sealed class SymbolDigest : IDisposable
{
    private readonly SymbolEventSerializer _serializer = new();
    private readonly IncrementalHash _bars = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _predictions = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _weights = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Events of every kind.</summary>
    public long Events { get; private set; }

    public long Ticks { get; private set; }

    public long Bars { get; private set; }

    public long Predictions { get; private set; }

    public void Add(object journalled)
    {
        Events++;
        switch (journalled)
        {
            case TicksRecorded ticks:
                Ticks += ticks.Ticks.Length;
                break;
            case BarClosed:
                Bars++;
                _bars.AppendData(_serializer.ToBinary(journalled));
                break;
            case BarCorrected:
                _bars.AppendData(_serializer.ToBinary(journalled));
                break;
            case PredictionIssued:
                Predictions++;
                _predictions.AppendData(_serializer.ToBinary(journalled));
                break;
            case WeightsChanged:
                _weights.AppendData(_serializer.ToBinary(journalled));
                break;
        }
    }

    /// <summary>One hash over several symbols, in ordinal order of their ids: 64 hexadecimal digits.</summary>
    public static string Combine(IEnumerable<(string PersistenceId, SymbolDigest Digest)> symbols)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (id, digest) in symbols.OrderBy(s => s.PersistenceId, StringComparer.Ordinal))
        {
            all.AppendData(System.Text.Encoding.UTF8.GetBytes(id));
            all.AppendData(digest._bars.GetCurrentHash());
            all.AppendData(digest._predictions.GetCurrentHash());
            all.AppendData(digest._weights.GetCurrentHash());
        }

        return Convert.ToHexStringLower(all.GetCurrentHash());
    }

    public void Dispose()
    {
        _bars.Dispose();
        _predictions.Dispose();
        _weights.Dispose();
    }
}
