namespace ActorTrading.Learning.Sequences;

/// <summary>
/// Class probabilities of a window of rows by a small transformer (Vaswani et al. 2017): each row becomes a vector, plus a learned
/// one for its place; blocks of causal attention and a feed-forward part with GELU are added to it, each after normalisation
/// (pre-norm, Xiong et al. 2020); the last step or the mean of all goes through a softmax. Single precision inside, columns
/// standardised by the training rows. Immutable once fitted; safe to share between threads.
/// </summary>
/// <remarks>With width w = heads * head width and feed-forward width f, an answer costs steps (4 w w + 2 w f + 2 steps w) multiply-adds for each block, a training window about three times that. The fit is the same to the bit for any number of threads.</remarks>
public sealed class TransformerEncoder : ISequenceClassifier, ISavedModel<TransformerEncoder>
{
    private const byte FormatVersion = 1;
    private readonly FittedNetwork _fitted;

    private TransformerEncoder(FittedNetwork fitted, TransformerEncoderOptions options)
    {
        _fitted = fitted;
        Options = options;
    }

    /// <inheritdoc/>
    public static string Kind => "transformer-encoder";

    public int FeatureCount => _fitted.FeatureCount;

    public int Steps => _fitted.Steps;

    public int ClassCount => _fitted.ClassCount;

    /// <summary>Passes over the training windows that the kept weights have seen.</summary>
    public int Epochs => _fitted.Epochs;

    /// <summary>What the fit was asked to do.</summary>
    public TransformerEncoderOptions Options { get; }

    /// <summary>Fits on <paramref name="train"/>; with validation windows the epoch with the lowest validation log-loss is kept.</summary>
    /// <param name="valid">Windows that come after those of <paramref name="train"/>; null for none.</param>
    /// <param name="progress">Called after each epoch on the calling thread.</param>
    /// <exception cref="ArgumentException">An option or a label is out of range, one class stands alone, or the two sets differ in steps or columns.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two epochs.</exception>
    public static TransformerEncoder Fit(
        SequenceSet train,
        SequenceSet? valid = null,
        TransformerEncoderOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        var chosen = options ?? new TransformerEncoderOptions();
        chosen.Validate();
        return new TransformerEncoder(
            FittedNetwork.Fit((steps, features) => Network(chosen, steps, features), train, valid, chosen.ClassCount, chosen.Training, progress, cancellation),
            chosen);
    }

    /// <inheritdoc/>
    public void PredictProba(ReadOnlySpan<double> sequence, Span<double> probabilities) => _fitted.PredictProba(sequence, probabilities);

    /// <inheritdoc/>
    public Matrix PredictProba(Matrix rows, int[] ends, int threads = 1) => _fitted.PredictProba(rows, ends, threads);

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        SequenceOptionsCodec.Write(writer, Options);
        _fitted.Save(writer);
    }

    /// <inheritdoc/>
    public static TransformerEncoder Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "transformer encoder");
        var options = SequenceOptionsCodec.ReadTransformer(reader);
        return new TransformerEncoder(FittedNetwork.Load(reader, (steps, features) => Network(options, steps, features)), options);
    }

    internal static SequenceNetwork Network(TransformerEncoderOptions options, int steps, int features) =>
        SequenceNetwork.Transformer(options, steps, features);
}
