using ActorTrading.Learning.Sequences;

namespace ActorTrading.Learning.Tests.Sequences;

public sealed class SequenceClassifierTests
{
    public static TheoryData<string> Kinds => ["lstm", "gru", "transformer"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_ClassOfAnEarlierRow_IsLearned(string kind)
    {
        var model = Fit(kind, SequenceSamples.Lagged(1000, seed: 1), null, new() { Epochs = 25, LearningRate = 0.01, BatchSize = 32 });

        // The last row alone costs ln 2 = 0.693.
        Assert.InRange(SequenceSamples.LogLoss(model, SequenceSamples.Lagged(400, seed: 2)), 0, 0.25);
    }

    /// <summary>Whether an odd number of rows is positive: no sum over rows knows it.</summary>
    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void Fit_Parity_IsLearned(string kind)
    {
        const int Steps = 3;
        var random = new Random(3);
        var rows = new Matrix([.. Enumerable.Range(0, 1502).Select(_ => random.Next(2) * 2.0 - 1)], 1502, 1);
        int[] ends = [.. Enumerable.Range(Steps - 1, 1500)];
        int[] labels = [.. ends.Select(end => rows[end, 0] * rows[end - 1, 0] * rows[end - 2, 0] > 0 ? 1 : 0)];
        var set = new SequenceSet(rows, Steps, ends, labels);

        var model = Fit(kind, set, null, new() { Epochs = 30, LearningRate = 0.01 });

        Assert.InRange(SequenceSamples.LogLoss(model, set), 0, 0.1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_AnyNumberOfThreads_GivesTheSameBits(string kind)
    {
        var (train, valid) = (SequenceSamples.Banded(203, seed: 1), SequenceSamples.Banded(50, seed: 2));

        var one = Fit(kind, train, valid, new() { Epochs = 3, Threads = 1 });
        var four = Fit(kind, train, valid, new() { Epochs = 3, Threads = 4 });

        int[] ends = [.. valid.Ends];
        Assert.Equal(one.PredictProba(valid.Rows, ends).Values, four.PredictProba(valid.Rows, ends, threads: 3).Values);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_OtherSeed_GivesAnotherModel(string kind)
    {
        var set = SequenceSamples.Banded(100, seed: 1);

        Assert.NotEqual(
            SequenceSamples.LogLoss(Fit(kind, set, null, new() { Epochs = 1, Seed = 1 }), set),
            SequenceSamples.LogLoss(Fit(kind, set, null, new() { Epochs = 1, Seed = 2 }), set));
    }

    /// <summary>Labels without any sense: the validation loss soon rises, and the best epoch is what is kept.</summary>
    [Fact]
    public void Fit_NothingToLearn_StopsEarlyAndKeepsTheBestEpoch()
    {
        var random = new Random(4);
        var (train, valid) = (Noise(200), Noise(200));
        var losses = new List<double>();

        var model = Lstm.Fit(
            train, valid, new() { ClassCount = 2, Training = new() { Epochs = 200, EarlyStoppingEpochs = 4, LearningRate = 0.01 } }, new Listener(p => losses.Add(p.ValidationLoss)));

        Assert.InRange(losses.Count, 5, 199);
        Assert.Equal(losses.IndexOf(losses.Min()) + 1, model.Epochs);
        Assert.Equal(model.Epochs + 4, losses.Count);
        Assert.Equal(losses.Min(), SequenceSamples.LogLoss(model, valid), 1e-12);

        SequenceSet Noise(int windows) =>
            new(Samples.Matrix(Samples.Rows(windows + 4, 3, random.Next())), 5, [.. Enumerable.Range(4, windows)], [.. Enumerable.Range(0, windows).Select(_ => random.Next(2))]);
    }

    /// <summary>What a window does not read cannot change its answer, and shared rows are the same as copied ones.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Predict_OverlappingWindows_AreTheWindowsThemselves(string kind)
    {
        var set = SequenceSamples.Banded(60, seed: 5);
        var model = Fit(kind, set, null, new() { Epochs = 1 });
        var batch = model.PredictProba(set.Rows, [.. set.Ends]);
        var answer = new double[3];
        for (var i = 0; i < set.Count; i++)
        {
            model.PredictProba(set.Rows.CopyRows(set.Ends[i] - model.Steps + 1, model.Steps).Values, answer);

            Assert.Equal(answer, batch.Row(i).ToArray());
            Assert.Equal(1, answer.Sum(), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_ConstantColumnsHugeValuesAndOneStep_AreFinite(string kind)
    {
        var rows = new Matrix([.. Enumerable.Range(0, 20).SelectMany(i => new[] { 7.1, i * 1e140, i % 3 == 0 ? 1e-300 : 0 })], 20, 3);
        var set = new SequenceSet(rows, 1, [.. Enumerable.Range(0, 20)], [.. Enumerable.Range(0, 20).Select(i => i % 2)]);
        var model = Fit(kind, set, null, new() { Epochs = 2, LearningRate = 1 });
        var answer = new double[2];

        foreach (double[] odd in (double[][])[[1e308, -1e308, 1e308], [-1e308, 1e308, 0], [0, 0, 0]])
        {
            model.PredictProba(odd, answer);
            Assert.All(answer, p => Assert.InRange(p, 0, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_FewerRowsThanClasses_Answers(string kind)
    {
        var set = new SequenceSet(new Matrix([1, 2, 3], 3, 1), 2, [1, 2], [0, 6]);
        var answer = new double[7];

        Fit(kind, set, null, new() { Epochs = 1 }, classCount: 7).PredictProba([1, 2], answer);

        Assert.All(answer, p => Assert.InRange(p, 0, 1));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Set_ValueThatIsNotFinite_IsNamed(double value)
    {
        var rows = Samples.Matrix(Samples.Rows(8, 2, seed: 1));
        rows[0, 0] = value;
        Assert.Equal(3, new SequenceSet(rows, 2, [3, 5, 7], [0, 1, 0]).Count);
        rows[5, 1] = value;

        Assert.Contains("rows[5][1]", Assert.Throws<ArgumentException>(() => new SequenceSet(rows, 2, [3, 5, 7], [0, 1, 0])).Message, StringComparison.Ordinal);
        var model = Lstm.Fit(SequenceSamples.Banded(30, seed: 1), options: new() { Training = new() { Epochs = 1 } });
        var window = new double[SequenceSamples.Steps * SequenceSamples.Features];
        window[4] = value;
        Assert.Contains("sequence[4]", Assert.Throws<ArgumentException>(() => model.PredictProba(window, new double[3])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Predict_ValueThatIsNotFinite_IsNamedWithAnyNumberOfThreads(int threads)
    {
        var set = SequenceSamples.Banded(100, seed: 1);
        var model = Lstm.Fit(set, options: new() { Training = new() { Epochs = 1 } });
        set.Rows[70, 1] = double.NaN;

        Refused("is NaN", () => model.PredictProba(set.Rows, [.. set.Ends], threads));
        Assert.Equal(2, model.PredictProba(set.Rows, [6, 60], threads).Rows);
        Refused("threads is 0", () => model.PredictProba(set.Rows, [6], threads: 0));
        Refused("ends", () => model.PredictProba(set.Rows, null!, threads));
    }

    /// <summary>Weights that no fit can have would bring infinities into the sums.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_ForgedWeights_AnswersOrIsRefused(string kind)
    {
        switch (Fit(kind, SequenceSamples.Banded(30, seed: 1), null, new() { Epochs = 1 }))
        {
            case Lstm lstm:
                MustAnswerOrRefuse(lstm);
                break;
            case Gru gru:
                MustAnswerOrRefuse(gru);
                break;
            case TransformerEncoder transformer:
                MustAnswerOrRefuse(transformer);
                break;
        }

        static void MustAnswerOrRefuse<T>(T model)
            where T : class, ISequenceClassifier, ISavedModel<T>
        {
            var bytes = StateCopy.Bytes(model.Save);
            var window = Enumerable.Repeat(1e9, SequenceSamples.Steps * SequenceSamples.Features).ToArray();
            var answer = new double[model.ClassCount];
            foreach (var size in new[] { 1e4f, 1e20f })
            {
                // The weights are at the end, behind less than 200 bytes.
                for (var at = bytes.Length - sizeof(float); at >= 200; at -= sizeof(float))
                {
                    BitConverter.TryWriteBytes(bytes.AsSpan(at), at % 3 == 0 ? -size : size);
                }

                if (size > 1e4f)
                {
                    Assert.Throws<InvalidDataException>(() => T.Load(StateCopy.Reader(bytes)));
                    continue;
                }

                T.Load(StateCopy.Reader(bytes)).PredictProba(window, answer);
                Assert.All(answer, p => Assert.InRange(p, 0, 1));
            }
        }
    }

    [Fact]
    public void Set_WrongShape_IsNamed()
    {
        var rows = new Matrix(8, 2);

        Refused("ends[1]", () => _ = new SequenceSet(rows, 3, [7, 1], [0, 1]));
        Refused("ends[0]", () => _ = new SequenceSet(rows, 3, [8], [0]));
        Refused("labels", () => _ = new SequenceSet(rows, 3, [7], [0, 1]));
        Refused("steps", () => _ = new SequenceSet(rows, 0, [7], [0]));
        Refused("windows", () => _ = new SequenceSet(rows, 3, [], []));
        Refused("rows", () => _ = new SequenceSet(new Matrix(0, 2), 3, [7], [0]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_BadInput_IsNamed(string kind)
    {
        var set = SequenceSamples.Lagged(20, seed: 1);
        var one = new SequenceSet(set.Rows, set.Steps, [.. set.Ends], new int[20]);
        var otherColumns = new SequenceSet(new Matrix(20, 2), set.Steps, [10], [0]);

        Refused("class 0 alone", () => Fit(kind, one, null, new()));
        Refused("labels[", () => Fit(kind, new SequenceSet(set.Rows, set.Steps, [.. set.Ends], [.. Enumerable.Range(0, 20)]), null, new()));
        Refused("validation row", () => Fit(kind, set, otherColumns, new()));
        Refused("Steps", () => Fit(kind, set, SequenceSamples.Lagged(20, seed: 1, steps: 7), new()));
        Refused("LearningRate", () => Fit(kind, set, null, new() { LearningRate = double.NaN }));
        Refused("BatchSize", () => Fit(kind, set, null, new() { BatchSize = 0 }));
        Refused("ClipNorm", () => Fit(kind, set, null, new() { ClipNorm = 0 }));
        Refused("Column 0", () => Fit(kind, new SequenceSet(new Matrix([1e308, -1e308, 1e308], 3, 1), 1, [0, 1, 2], [0, 1, 0]), null, new()));
        Refused("ends[0]", () => Fit(kind, set, null, new() { Epochs = 1 }).PredictProba(set.Rows, [2]));
    }

    [Fact]
    public void Options_OutOfRange_AreNamed()
    {
        Refused("HiddenSize", new RecurrentOptions { HiddenSize = 0 }.Validate);
        Refused("Layers", new RecurrentOptions { Layers = 9 }.Validate);
        Refused("Dropout", new RecurrentOptions { Dropout = 1 }.Validate);
        Refused("HeadWidth", new TransformerEncoderOptions { HeadWidth = 17 }.Validate);
        Refused("Heads", new TransformerEncoderOptions { Heads = 0 }.Validate);
        Refused("Training", new RecurrentOptions { Training = null! }.Validate);
        Refused("Training", new TransformerEncoderOptions { Training = null! }.Validate);
        Refused("Pooling", new TransformerEncoderOptions { Pooling = (SequencePooling)2 }.Validate);
    }

    [Fact]
    public void Fit_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => Gru.Fit(SequenceSamples.Banded(20, seed: 1), cancellation: new CancellationToken(canceled: true)));

    private static ISequenceClassifier Fit(string kind, SequenceSet train, SequenceSet? valid, SequenceTrainingOptions training, int? classCount = null)
    {
        var classes = classCount ?? train.Labels.Max() + 1;
        classes = Math.Clamp(classes, 2, 10);
        return kind switch
        {
            "lstm" => Lstm.Fit(train, valid, new() { ClassCount = classes, HiddenSize = 16, Training = training }),
            "gru" => Gru.Fit(train, valid, new() { ClassCount = classes, HiddenSize = 16, Training = training }),
            _ => TransformerEncoder.Fit(train, valid, new() { ClassCount = classes, Layers = 1, Heads = 1, FeedForwardWidth = 32, Training = training }),
        };
    }

    private static void Refused(string part, Action action) =>
        Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    private sealed class Listener(Action<FitProgress> report) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => report(value);
    }
}
