using System.Text;

namespace ActorTrading.Learning.Artifacts;

/// <summary>
/// One model as one artifact. The file carries the names of its columns: rows of another schema would give a confident and
/// meaningless answer, so that the reader must name the columns it is going to feed and is refused at the first difference.
/// </summary>
public static class ModelFile
{
    private const string KindKey = "kind";
    private const string FeaturesKey = "features";
    private const string Section = "model";

    /// <summary>Equal models, names and metadata give equal bytes. The stream stays open.</summary>
    /// <param name="features">Names of the columns in order, as many as the model has; not empty, without line breaks.</param>
    /// <param name="metadata">What else a reader shows or checks; may not use the keys <c>kind</c> and <c>features</c>.</param>
    /// <exception cref="ArgumentException">A name or a key is not allowed; the message names it.</exception>
    public static void Write<T>(Stream stream, T model, IReadOnlyList<string> features, IReadOnlyDictionary<string, string>? metadata = null)
        where T : ISavedModel<T>
    {
        Check.Length(features.Count, model.FeatureCount, nameof(features));
        for (var i = 0; i < features.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(features[i]) || features[i].AsSpan().ContainsAny('\n', '\r'))
            {
                throw new ArgumentException($"features[{i}] is '{features[i]}'; a name must have text and no line break.", nameof(features));
            }
        }

        var all = new Dictionary<string, string>(StringComparer.Ordinal) { [KindKey] = T.Kind, [FeaturesKey] = string.Join('\n', features) };
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
        {
            if (!all.TryAdd(key, value))
            {
                throw new ArgumentException($"The metadata key '{key}' is the file's own; choose another one.", nameof(metadata));
            }
        }

        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            model.Save(writer);
        }

        new ModelArtifact(all, new Dictionary<string, byte[]>(StringComparer.Ordinal) { [Section] = bytes.ToArray() }).Write(stream);
    }

    /// <summary>Checks hash, kind and columns before the model is read.</summary>
    /// <param name="features">Names of the columns that the rows will have, in order.</param>
    /// <exception cref="InvalidDataException">Damaged, cut short, of another kind, or for other columns; the message names the first difference.</exception>
    public static T Read<T>(Stream stream, IReadOnlyList<string> features)
        where T : ISavedModel<T>
    {
        var artifact = ModelArtifact.Read(stream);
        var kind = artifact.Require(KindKey);
        if (!string.Equals(kind, T.Kind, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The artifact holds a model of kind '{kind}'; '{T.Kind}' was asked for.");
        }

        var names = artifact.Require(FeaturesKey) is { Length: > 0 } text ? text.Split('\n') : [];
        MustBeTheSame(names, features);
        using var reader = artifact.OpenSection(Section);
        try
        {
            var model = T.Load(reader);
            if (reader.BaseStream.Position != reader.BaseStream.Length)
            {
                throw new InvalidDataException($"The model '{kind}' ends at byte {reader.BaseStream.Position}; its section has {reader.BaseStream.Length}.");
            }

            return model.FeatureCount == names.Length
                ? model
                : throw new InvalidDataException($"The model '{kind}' has {model.FeatureCount} columns; its artifact names {names.Length}.");
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException($"The model '{kind}' ends too soon.", e);
        }
    }

    private static void MustBeTheSame(string[] trained, IReadOnlyList<string> given)
    {
        if (trained.Length != given.Count)
        {
            throw new InvalidDataException($"The model was trained on {trained.Length} features; {given.Count} are given.");
        }

        for (var i = 0; i < trained.Length; i++)
        {
            if (!string.Equals(trained[i], given[i], StringComparison.Ordinal))
            {
                throw new InvalidDataException($"The model was trained with '{trained[i]}' as feature {i}; '{given[i]}' is given there. Train again, or give the features in the trained order.");
            }
        }
    }
}
