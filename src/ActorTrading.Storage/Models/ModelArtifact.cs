namespace ActorTrading.Storage.Models;

/// <summary>What is known about one stored version of a model.</summary>
/// <param name="Name">The model's stable name.</param>
/// <param name="Version">From 1 upwards within the name; never used again.</param>
/// <param name="Sha256">Of the content, 64 lower-case hexadecimal digits; also the content's address.</param>
/// <param name="Size">Of the content in bytes.</param>
/// <param name="Created">When it was saved, UTC.</param>
/// <param name="Metadata">Free facts such as training window and metrics, in ordinal order of the keys.</param>
public sealed record ModelArtifact(
    string Name, int Version, string Sha256, long Size, DateTimeOffset Created, IReadOnlyDictionary<string, string> Metadata);
