using ActorTrading.Market;

namespace ActorTrading.Feeds.Recorded;

/// <summary>Reads <c>ts_ms,price,size,side,trade_id[,recv_us]</c>. Whether price and size make sense is for the quality gate.</summary>
internal sealed class TradeReader(string path, bool hasReceiveTime)
    : RowReader<Tick>(path, hasReceiveTime ? $"{Columns},recv_us" : Columns)
{
    public const string Columns = "ts_ms,price,size,side,trade_id";

    private protected override void Parse(ReadOnlySpan<byte> line, out Tick row)
    {
        var time = Time(ref line, "ts_ms");
        var price = Number(ref line, "price");
        var size = Number(ref line, "size");
        var side = ReadSide(Column(ref line, "side"));
        var idText = Fields.Next(ref line, out var last);
        if (!Fields.TryReadDigits(idText, out var id))
        {
            throw Error("trade_id", idText, "expected a whole number from 0 (0 where the source has none), at most 18 digits");
        }

        if (last == hasReceiveTime)
        {
            throw last ? Error("line", idText, $"the row ends at trade_id: expected the columns {Columns},recv_us") : TooMany(line);
        }

        if (hasReceiveTime)
        {
            var receivedText = Fields.Next(ref line, out last);
            if (!last)
            {
                throw TooMany(line);
            }

            if (!Fields.TryReadDigits(receivedText, out _))
            {
                throw Error("recv_us", receivedText, "expected whole microseconds since 1970 UTC");
            }
        }

        row = new Tick(time, price, size, id, side);
    }

    private Side ReadSide(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("buy"u8) ? Side.Buy
        : text.SequenceEqual("sell"u8) ? Side.Sell
        : throw Error("side", text, "expected 'buy' or 'sell', the taker's side");
}
