using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.MarketData;

/// <summary>One run over the candles of a series.</summary>
internal interface IDerivedComputation
{
    /// <summary>Sound candles so far, those before an anchor included.</summary>
    int Seen { get; }

    /// <summary>Rows computed and not stored yet.</summary>
    int Waiting { get; }

    /// <param name="isKept">Whether its row is to be stored; it is there already otherwise.</param>
    void Add(in Candle candle, bool isKept);

    void Save(BinaryWriter writer);

    void Load(BinaryReader reader);

    /// <summary>Stores the rows that wait, with anchors: all or nothing.</summary>
    Task StoreAsync(IReadOnlyList<Anchor> anchors, CancellationToken cancellationToken);
}
