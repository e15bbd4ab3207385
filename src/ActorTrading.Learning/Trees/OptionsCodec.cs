namespace ActorTrading.Learning.Trees;

/// <summary>The options as they stand in a saved model: those of every ensemble first, then what the kind of learner adds.</summary>
internal static class OptionsCodec
{
    public static void Write(BinaryWriter writer, GradientBoostedTreesOptions options)
    {
        writer.Write(options.ClassCount);
        WriteShared(writer, options);
        writer.Write((byte)options.Loss);
    }

    public static void Write(BinaryWriter writer, GradientBoostedRegressorOptions options)
    {
        WriteShared(writer, options);
        writer.Write((byte)options.Loss);
        writer.Write(options.Quantile);
        writer.Write(options.HuberDelta);
    }

    /// <param name="version">Version 1 of the classifier knew neither leaves nor signs nor other losses.</param>
    public static GradientBoostedTreesOptions ReadClassifier(BinaryReader reader, byte version)
    {
        var classes = reader.ReadInt32();
        var options = ReadShared(reader, new GradientBoostedTreesOptions { ClassCount = classes }, isComplete: version > 1);
        return BinaryState.Valid(version > 1 ? options with { Loss = (ClassificationLoss)reader.ReadByte() } : options, o => o.Validate());
    }

    public static GradientBoostedRegressorOptions ReadRegressor(BinaryReader reader) =>
        BinaryState.Valid(
            ReadShared(reader, new GradientBoostedRegressorOptions(), isComplete: true) with
            {
                Loss = (RegressionLoss)reader.ReadByte(),
                Quantile = reader.ReadDouble(),
                HuberDelta = reader.ReadDouble(),
            },
            o => o.Validate());

    private static void WriteShared(BinaryWriter writer, BoostingOptions o)
    {
        writer.Write(o.Rounds);
        writer.Write(o.LearningRate);
        writer.Write(o.MaxDepth);
        writer.Write(o.MinChildWeight);
        writer.Write(o.MinGain);
        writer.Write(o.L2);
        writer.Write(o.L1);
        writer.Write(o.Subsample);
        writer.Write(o.ColumnSample);
        writer.Write(o.MaxBins);
        writer.Write(o.EarlyStoppingRounds);
        writer.Write(o.Seed);
        writer.Write(o.Threads);
        writer.Write(o.MaxLeaves);
        writer.Write(o.Monotone.Count);
        foreach (var sign in o.Monotone)
        {
            writer.Write((sbyte)sign);
        }
    }

    private static T ReadShared<T>(BinaryReader reader, T options, bool isComplete)
        where T : BoostingOptions
    {
        var read = options with
        {
            Rounds = reader.ReadInt32(),
            LearningRate = reader.ReadDouble(),
            MaxDepth = reader.ReadInt32(),
            MinChildWeight = reader.ReadDouble(),
            MinGain = reader.ReadDouble(),
            L2 = reader.ReadDouble(),
            L1 = reader.ReadDouble(),
            Subsample = reader.ReadDouble(),
            ColumnSample = reader.ReadDouble(),
            MaxBins = reader.ReadInt32(),
            EarlyStoppingRounds = reader.ReadInt32(),
            Seed = reader.ReadUInt64(),
            Threads = reader.ReadInt32(),
        };
        return isComplete ? read with { MaxLeaves = reader.ReadInt32(), Monotone = ReadSigns(reader) } : read;
    }

    private static MonotoneConstraints ReadSigns(BinaryReader reader)
    {
        var signs = reader.ReadBytesExactly(reader.ReadCount(TreeEnsembleCodec.MaxFeatures, "monotone signs"), "monotone signs");
        try
        {
            return MonotoneConstraints.Of([.. signs.Select(s => (int)(sbyte)s)]);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The saved monotone signs are not valid: {e.Message}", e);
        }
    }
}
