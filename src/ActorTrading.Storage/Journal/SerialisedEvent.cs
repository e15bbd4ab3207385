namespace ActorTrading.Storage.Journal;

/// <param name="Tags">As <c>;a;b;</c>, or null without tags.</param>
/// <param name="Checksum">See <see cref="EventChecksum"/>.</param>
internal readonly record struct SerialisedEvent(byte[] Message, int Identifier, string Manifest, string? Tags, long Checksum);
