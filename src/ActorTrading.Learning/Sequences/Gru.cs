using ActorTrading.Learning.Sequences.Layers;

namespace ActorTrading.Learning.Sequences;

/// <summary>
/// Class probabilities of a window of rows by stacked gated recurrent units (Cho et al. 2014): three quarters of the weights of
/// <see cref="Lstm"/> for the same width. The last layer's output after the newest row goes through a softmax. Single precision
/// inside, columns standardised by the training rows. Immutable once fitted; safe to share between threads.
/// </summary>
/// <remarks>An answer costs 3 steps hidden (inputs + hidden) multiply-adds for each layer, a training window about three times that. The fit is the same to the bit for any number of threads.</remarks>
public sealed class Gru : ISequenceClassifier, ISavedModel<Gru>
{
    private const byte FormatVersion = 1;
    private readonly FittedNetwork _fitted;

    private Gru(FittedNetwork fitted, RecurrentOptions options)
    {
        _fitted = fitted;
        Options = options;
    }

    /// <inheritdoc/>
    public static string Kind => "gru";

    public int FeatureCount => _fitted.FeatureCount;

    public int Steps => _fitted.Steps;

    public int ClassCount => _fitted.ClassCount;

    /// <summary>Passes over the training windows that the kept weights have seen.</summary>
    public int Epochs => _fitted.Epochs;

    /// <summary>What the fit was asked to do.</summary>
    public RecurrentOptions Options { get; }

    /// <summary>Fits on <paramref name="train"/>; with validation windows the epoch with the lowest validation log-loss is kept.</summary>
    /// <param name="valid">Windows that come after those of <paramref name="train"/>; null for none.</param>
    /// <param name="progress">Called after each epoch on the calling thread.</param>
    /// <exception cref="ArgumentException">An option or a label is out of range, one class stands alone, or the two sets differ in steps or columns.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two epochs.</exception>
    public static Gru Fit(
        SequenceSet train,
        SequenceSet? valid = null,
        RecurrentOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        var chosen = options ?? new RecurrentOptions();
        chosen.Validate();
        return new Gru(
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
    public static Gru Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "GRU");
        var options = SequenceOptionsCodec.ReadRecurrent(reader);
        return new Gru(FittedNetwork.Load(reader, (steps, features) => Network(options, steps, features)), options);
    }

    internal static SequenceNetwork Network(RecurrentOptions options, int steps, int features) =>
        SequenceNetwork.Recurrent(options, steps, features, (layout, name, shape, inputs) => new GruLayer(layout, name, shape, inputs, options.HiddenSize));
}
