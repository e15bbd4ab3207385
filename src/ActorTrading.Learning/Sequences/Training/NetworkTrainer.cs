using System.Globalization;
using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Sequences.Training;

/// <summary>
/// Learns the weights of a network. A batch is always cut into the same pieces, each adds up its own gradient, and the pieces are
/// added in order: the number of threads cannot reach a number.
/// </summary>
internal sealed class NetworkTrainer
{
    private const int Pieces = 8;
    private readonly SequenceNetwork _network;
    private readonly SequenceTrainingOptions _options;
    private readonly AlignedFloats _weights;
    private readonly AlignedFloats _transposed;
    private readonly AlignedFloats[] _gradients;
    private readonly AlignedFloats[] _work;
    private readonly Adam _adam;
    private ulong _windowsLearned;

    public NetworkTrainer(SequenceNetwork network, SequenceTrainingOptions options)
    {
        _network = network;
        _options = options;
        _weights = new AlignedFloats(network.Layout.Length);
        _transposed = new AlignedFloats(network.Layout.TransposedLength);
        _gradients = [.. Enumerable.Range(0, Pieces).Select(_ => new AlignedFloats(network.Layout.Length))];
        _work = [.. Enumerable.Range(0, Pieces).Select(_ => new AlignedFloats(network.LearnWorkLength))];
        _adam = new Adam(network.Layout.Length, options);
        var random = new SplitMix64(options.Seed);
        network.Initialize(_weights.Span, ref random);
        network.Layout.Transpose(_weights.Span, _transposed.Span);
    }

    /// <summary>The weights in force.</summary>
    public AlignedFloats Weights => _weights;

    /// <summary>Learns until the epochs are over or the validation log-loss no longer falls, and then goes back to the best epoch.</summary>
    /// <returns>The epoch whose weights are kept.</returns>
    /// <exception cref="ArgumentException">The gradient grew beyond all numbers or a weight beyond what the network can compute with; the message names the step length.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two epochs.</exception>
    public int Fit(PreparedSet train, PreparedSet? valid, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var order = Enumerable.Range(0, train.Count).ToArray();
        var random = new SplitMix64(~_options.Seed);
        var best = new float[_network.Layout.Length];
        var (bestLoss, bestEpoch) = (double.PositiveInfinity, 0);
        for (var epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            Shuffle(order, ref random);
            for (var start = 0; start < order.Length; start += _options.BatchSize)
            {
                LearnBatch(train, order, start, Math.Min(_options.BatchSize, order.Length - start), epoch);
            }

            var loss = valid is null ? double.NaN : LogLoss(valid);
            progress?.Report(new FitProgress(epoch, _options.Epochs, loss));
            if (loss < bestLoss)
            {
                (bestLoss, bestEpoch) = (loss, epoch);
                _weights.Span.CopyTo(best);
            }
            else if (valid is not null && _options.EarlyStoppingEpochs > 0 && epoch - bestEpoch >= _options.EarlyStoppingEpochs)
            {
                break;
            }
        }

        if (valid is not null)
        {
            best.CopyTo(_weights.Span);
        }

        foreach (var weight in _weights.Span)
        {
            if (!(Math.Abs(weight) <= SequenceNetwork.LargestWeight))
            {
                throw Diverged($"a weight grew to {weight}");
            }
        }

        return valid is null ? _options.Epochs : bestEpoch;
    }

    private ArgumentException Diverged(FormattableString how) =>
        new(string.Create(CultureInfo.InvariantCulture, $"LearningRate is {_options.LearningRate}; {FormattableString.Invariant(how)}. Give a smaller one."));

    /// <summary>One step on the windows from <paramref name="start"/> on.</summary>
    private void LearnBatch(PreparedSet train, int[] order, int start, int count, int epoch)
    {
        var learned = _windowsLearned;
        _windowsLearned += (ulong)count;
        Work.For(Pieces, _options.Threads, piece =>
        {
            var gradient = _gradients[piece].Span;
            gradient.Clear();
            for (var i = count * piece / Pieces; i < count * (piece + 1) / Pieces; i++)
            {
                // The lowest bit is set: zero would mean no dropout.
                var dropout = new SplitMix64(_options.Seed + learned + (ulong)i).Next() | 1;
                var window = order[start + i];
                _network.Learn(
                    _weights.Span, _transposed.Span, train.Window(window), train.Label(window), 1.0 / count, gradient, _work[piece].Span, dropout);
            }
        });
        var total = _gradients[0].Span;
        foreach (var gradient in _gradients.AsSpan(1))
        {
            MatrixProduct.AddTo(total, gradient.Span);
        }

        var norm = Adam.Norm(total);
        if (!double.IsFinite(norm))
        {
            throw Diverged($"in epoch {epoch} the gradient grew beyond all numbers");
        }

        _adam.Step(_weights.Span, total, Adam.Clip(norm, _options.ClipNorm));
        _network.Layout.Transpose(_weights.Span, _transposed.Span);
    }

    private double LogLoss(PreparedSet valid)
    {
        var losses = new double[valid.Count];
        Work.For(Pieces, _options.Threads, piece =>
        {
            var probabilities = new double[_network.ClassCount];
            var end = (int)((long)valid.Count * (piece + 1) / Pieces);
            for (var i = (int)((long)valid.Count * piece / Pieces); i < end; i++)
            {
                _network.PredictProba(_weights.Span, valid.Window(i), _work[piece].Span, probabilities);
                losses[i] = Probabilities.LogLoss(probabilities[valid.Label(i)]);
            }
        });
        var sum = 0.0;
        foreach (var loss in losses)
        {
            sum += loss;
        }

        return sum / valid.Count;
    }

    /// <summary>Fisher and Yates, 1938.</summary>
    private static void Shuffle(int[] order, ref SplitMix64 random)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
