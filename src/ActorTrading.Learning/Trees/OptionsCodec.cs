namespace ActorTrading.Learning.Trees;

/// <summary>The options as they stand in a saved model.</summary>
internal static class OptionsCodec
{
    public static void Write(BinaryWriter writer, GradientBoostedTreesOptions o)
    {
        writer.Write(o.ClassCount);
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
    }

    public static GradientBoostedTreesOptions Read(BinaryReader reader)
    {
        var options = new GradientBoostedTreesOptions
        {
            ClassCount = reader.ReadInt32(),
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
        try
        {
            options.Validate();
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The saved options are not valid: {e.Message}", e);
        }

        return options;
    }
}
