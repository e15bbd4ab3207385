namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>Rows of a connection since it was made.</summary>
/// <param name="Delivered">Handed on, in order.</param>
/// <param name="Duplicates">Pushed again and dropped.</param>
/// <param name="OutOfOrder">Pushed too early and put in order.</param>
/// <param name="PutOff">Pushed, not kept for lack of room, and fetched later.</param>
/// <param name="Fetched">Of those delivered, fetched by REST because they were missing.</param>
public sealed record DeliveryCounts(long Delivered, long Duplicates, long OutOfOrder, long PutOff, long Fetched)
{
    public static DeliveryCounts None { get; } = new(0, 0, 0, 0, 0);

    public static DeliveryCounts operator +(DeliveryCounts left, DeliveryCounts right) => new(
        left.Delivered + right.Delivered,
        left.Duplicates + right.Duplicates,
        left.OutOfOrder + right.OutOfOrder,
        left.PutOff + right.PutOff,
        left.Fetched + right.Fetched);
}
