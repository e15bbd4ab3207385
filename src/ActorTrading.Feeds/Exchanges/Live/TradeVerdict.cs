namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>What became of a trade that was offered to a <see cref="TradeSequence"/>.</summary>
internal enum TradeVerdict
{
    /// <summary>It follows the last one, or is the first.</summary>
    InOrder,

    /// <summary>Kept until what is missing before it has come.</summary>
    Early,

    /// <summary>Came after a later one and closes a hole, or a part of it.</summary>
    Late,

    /// <summary>Known already.</summary>
    Duplicate,

    /// <summary>No room to keep it: its id is noted and it is fetched later.</summary>
    PutOff,
}
