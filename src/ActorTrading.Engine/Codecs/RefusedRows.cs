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

    /// <param name="batch">Rows of the batch they are marks of.</param>
    /// <exception cref="InvalidDataException">The bytes are not marks of such a batch.</exception>
    public static IReadOnlyList<RefusedRow> Decode(ReadOnlySpan<byte> bytes, int batch)
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
            var step = reader.Read();
            var reason = reader.Read();
            if (step == 0 || step > (ulong)(batch - 1 - last) || reason is 0 or > byte.MaxValue)
            {
                throw new InvalidDataException($"A refused row {step} after row {last} with reason {reason} does not fit a batch of {batch} rows.");
            }

            last += (int)step;
            rows.Add(new RefusedRow(last, (RefusalReason)reason));
        }

        return rows;
    }
}
