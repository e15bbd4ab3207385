using ActorTrading.Engine.Events;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Codecs;

/// <summary>Marks of refused rows: the step to the next index and the reason, two small integers each.</summary>
internal static class RefusedRows
{
    public static byte[] Encode(IReadOnlyList<RefusedRow> rows)
    {
        var writer = new VarintWriter(rows.Count * 3);
        writer.Reserve(rows.Count * 2);
        var last = -1;
        foreach (var row in rows)
        {
            writer.Write((ulong)(row.Index - last));
            writer.Write((byte)row.Reason);
            last = row.Index;
        }

        return writer.Finish();
    }

    public static IReadOnlyList<RefusedRow> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        var reader = new VarintReader(bytes);
        var rows = new List<RefusedRow>();
        var last = -1;
        while (!reader.AtEnd)
        {
            last += (int)reader.Read();
            rows.Add(new RefusedRow(last, (RefusalReason)reader.Read()));
        }

        return rows;
    }
}
