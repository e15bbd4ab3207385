namespace ActorTrading.Learning.Sequences;

/// <summary>The options as they stand in a saved model.</summary>
internal static class SequenceOptionsCodec
{
    public static void Write(BinaryWriter writer, RecurrentOptions o)
    {
        writer.Write(o.ClassCount);
        writer.Write(o.HiddenSize);
        writer.Write(o.Layers);
        writer.Write(o.Dropout);
        Write(writer, o.Training);
    }

    public static RecurrentOptions ReadRecurrent(BinaryReader reader)
    {
        var options = new RecurrentOptions
        {
            ClassCount = reader.ReadInt32(),
            HiddenSize = reader.ReadInt32(),
            Layers = reader.ReadInt32(),
            Dropout = reader.ReadDouble(),
            Training = ReadTraining(reader),
        };
        return BinaryState.Valid(options, o => o.Validate());
    }

    public static void Write(BinaryWriter writer, TransformerEncoderOptions o)
    {
        writer.Write(o.ClassCount);
        writer.Write(o.Layers);
        writer.Write(o.Heads);
        writer.Write(o.HeadWidth);
        writer.Write(o.FeedForwardWidth);
        writer.Write(o.Dropout);
        writer.Write((int)o.Pooling);
        Write(writer, o.Training);
    }

    public static TransformerEncoderOptions ReadTransformer(BinaryReader reader)
    {
        var options = new TransformerEncoderOptions
        {
            ClassCount = reader.ReadInt32(),
            Layers = reader.ReadInt32(),
            Heads = reader.ReadInt32(),
            HeadWidth = reader.ReadInt32(),
            FeedForwardWidth = reader.ReadInt32(),
            Dropout = reader.ReadDouble(),
            Pooling = (SequencePooling)reader.ReadInt32(),
            Training = ReadTraining(reader),
        };
        return BinaryState.Valid(options, o => o.Validate());
    }

    private static void Write(BinaryWriter writer, SequenceTrainingOptions o)
    {
        writer.Write(o.Epochs);
        writer.Write(o.BatchSize);
        writer.Write(o.LearningRate);
        writer.Write(o.Beta1);
        writer.Write(o.Beta2);
        writer.Write(o.Epsilon);
        writer.Write(o.ClipNorm);
        writer.Write(o.EarlyStoppingEpochs);
        writer.Write(o.Seed);
        writer.Write(o.Threads);
    }

    private static SequenceTrainingOptions ReadTraining(BinaryReader reader) => new()
    {
        Epochs = reader.ReadInt32(),
        BatchSize = reader.ReadInt32(),
        LearningRate = reader.ReadDouble(),
        Beta1 = reader.ReadDouble(),
        Beta2 = reader.ReadDouble(),
        Epsilon = reader.ReadDouble(),
        ClipNorm = reader.ReadDouble(),
        EarlyStoppingEpochs = reader.ReadInt32(),
        Seed = reader.ReadUInt64(),
        Threads = reader.ReadInt32(),
    };
}
