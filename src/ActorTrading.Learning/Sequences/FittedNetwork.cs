using System.Buffers;
using ActorTrading.Learning.Sequences.Arithmetic;
using ActorTrading.Learning.Sequences.Training;

namespace ActorTrading.Learning.Sequences;

/// <summary>A network with its weights and the statistics of its columns: what <see cref="Lstm"/>, <see cref="Gru"/> and <see cref="TransformerEncoder"/> have in common.</summary>
internal sealed class FittedNetwork
{
    private readonly SequenceNetwork _network;
    private readonly SequenceStandardizer _standardizer;
    private readonly AlignedFloats _weights;

    private FittedNetwork(SequenceNetwork network, SequenceStandardizer standardizer, AlignedFloats weights, int epochs)
    {
        _network = network;
        _standardizer = standardizer;
        _weights = weights;
        Epochs = epochs;
    }

    public int FeatureCount => _network.FeatureCount;

    public int Steps => _network.Steps;

    public int ClassCount => _network.ClassCount;

    public int Epochs { get; }

    /// <param name="network">Makes the network for steps and features.</param>
    public static FittedNetwork Fit(
        Func<int, int, SequenceNetwork> network,
        SequenceSet train,
        SequenceSet? valid,
        int classCount,
        SequenceTrainingOptions options,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        Check.Labels([.. train.Labels], train.Count, classCount, "labels");
        if (valid is not null)
        {
            Check.Length(valid.Rows.Columns, train.Rows.Columns, "A validation row");
            Check.Range(valid.Steps, train.Steps, train.Steps, "Steps of the validation windows");
            foreach (var label in valid.Labels)
            {
                Check.Label(label, classCount);
            }
        }

        var standardizer = SequenceStandardizer.Of(train);
        var made = network(train.Steps, train.Rows.Columns);
        var trainer = new NetworkTrainer(made, options);
        var epochs = trainer.Fit(new PreparedSet(train, standardizer), valid is null ? null : new PreparedSet(valid, standardizer), progress, cancellation);
        return new FittedNetwork(made, standardizer, trainer.Weights, epochs);
    }

    /// <summary>The work space comes from the shared pool, which hands the same arrays out again and again.</summary>
    public unsafe void PredictProba(ReadOnlySpan<double> sequence, Span<double> probabilities)
    {
        Check.Length(sequence.Length, Steps * FeatureCount, nameof(sequence));
        Check.Length(probabilities.Length, ClassCount, "The result");
        Check.Finite(sequence, nameof(sequence));
        var input = VectorMath.Padded(sequence.Length);
        var rented = ArrayPool<float>.Shared.Rent(input + _network.WorkLength + VectorMath.Lanes);
        try
        {
            fixed (float* first = rented)
            {
                var work = rented.AsSpan(AlignedFloats.Gap(first));
                var x = work[..sequence.Length];
                _standardizer.Transform(sequence, x);
                _network.PredictProba(_weights.Span, x, work.Slice(input, _network.WorkLength), probabilities);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    public Matrix PredictProba(Matrix rows, int[] ends, int threads)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(ends);
        Check.Range(threads, 1, int.MaxValue, nameof(threads));
        Check.Length(rows.Columns, FeatureCount, "A row");
        SequenceSet.MustFit(rows, Steps, ends);
        var result = new Matrix(ends.Length, ClassCount);
        const int WindowsPerPiece = 32;
        Work.For((ends.Length + WindowsPerPiece - 1) / WindowsPerPiece, threads, piece =>
        {
            var length = Steps * FeatureCount;
            for (var i = piece * WindowsPerPiece; i < Math.Min(ends.Length, (piece + 1) * WindowsPerPiece); i++)
            {
                PredictProba(rows.Values.AsSpan(((ends[i] + 1) * FeatureCount) - length, length), result.Row(i));
            }
        });
        return result;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Steps);
        writer.Write(Epochs);
        _standardizer.Save(writer);
        writer.Write(_weights.Span.Length);
        foreach (var weight in _weights.Span)
        {
            writer.Write(weight);
        }
    }

    /// <param name="network">Makes the network for steps and features.</param>
    public static FittedNetwork Load(BinaryReader reader, Func<int, int, SequenceNetwork> network)
    {
        var steps = reader.ReadInRange(1, SequenceSet.MaxSteps, "steps");
        var epochs = reader.ReadInRange(1, int.MaxValue, "epochs");
        var standardizer = SequenceStandardizer.Load(reader, SequenceNetwork.MaxFeatures);
        if (standardizer.FeatureCount == 0)
        {
            throw new InvalidDataException("The saved model has no column.");
        }

        var made = network(steps, standardizer.FeatureCount);
        BinaryState.Expect(reader.ReadInt32(), made.Layout.Length, "count of weights");
        var size = checked(made.Layout.Length * sizeof(float));
        if (reader.BaseStream.CanSeek && reader.BaseStream.Length - reader.BaseStream.Position < size)
        {
            throw new InvalidDataException($"The weights take {size} bytes; {reader.BaseStream.Length - reader.BaseStream.Position} are left.");
        }

        var bytes = reader.ReadBytesExactly(size, "the weights");
        var weights = new AlignedFloats(made.Layout.Length);
        for (var i = 0; i < weights.Span.Length; i++)
        {
            var weight = BitConverter.ToSingle(bytes, i * sizeof(float));
            weights.Span[i] = Math.Abs(weight) <= SequenceNetwork.LargestWeight
                ? weight
                : throw new InvalidDataException($"Weight {i} is {weight}; it must be from {-SequenceNetwork.LargestWeight} to {SequenceNetwork.LargestWeight}.");
        }

        return new FittedNetwork(made, standardizer, weights, epochs);
    }
}
