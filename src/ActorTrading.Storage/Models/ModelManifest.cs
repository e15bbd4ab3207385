using System.Text.Json;

namespace ActorTrading.Storage.Models;

/// <summary>The manifest file of one version: indented JSON, so that people can read it.</summary>
internal static class ModelManifest
{
    private const int Sha256Digits = 64;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static byte[] Write(ModelArtifact artifact) => JsonSerializer.SerializeToUtf8Bytes(artifact, Format);

    /// <exception cref="InvalidDataException">No manifest, or that of another model.</exception>
    public static ModelArtifact Read(byte[] json, string name, int version)
    {
        ModelArtifact? artifact;
        try
        {
            artifact = JsonSerializer.Deserialize<ModelArtifact>(json, Format);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(e.Message, e);
        }

        if (artifact is null || artifact.Name != name || artifact.Version != version)
        {
            throw new InvalidDataException($"It describes {artifact?.Name ?? "nothing"} version {artifact?.Version}, not {name} version {version}.");
        }

        if (artifact.Sha256.Length != Sha256Digits || !artifact.Sha256.All(char.IsAsciiHexDigitLower) || artifact.Size < 0)
        {
            throw new InvalidDataException($"sha256 '{artifact.Sha256}' or size {artifact.Size} is impossible.");
        }

        return artifact;
    }
}
