using System.Globalization;
using ActorTrading.Learning.Artifacts;

namespace ActorTrading.Learning.Tests;

/// <summary>What every learner promises, whatever it learns: equal fits, equal answers by row, by batch and after saving, and no answer at all from foreign or damaged bytes.</summary>
public abstract class ModelContract<T>
    where T : ISavedModel<T>
{
    private const string GoldenFolder = "Golden";

    /// <summary>Set to a directory, the first golden file of a learner is written there.</summary>
    private const string WriteGolden = "WRITE_GOLDEN_TO";

    /// <summary>Fits a small model on seeded data; the same one each time.</summary>
    protected abstract T Fit();

    /// <summary>Some rows that the model is asked about; of a sequence learner each is one sequence, step by step.</summary>
    protected abstract double[][] Rows { get; }

    /// <summary>Numbers in one answer.</summary>
    protected abstract int AnswerLength { get; }

    /// <summary>The one-row form.</summary>
    protected abstract void Predict(T model, double[] row, double[] answer);

    /// <summary>The batch form.</summary>
    protected abstract double[][] PredictBatch(T model, double[][] rows);

    [Fact]
    public void Fit_Twice_GivesTheSameBytes() => Assert.Equal(StateCopy.Bytes(Fit().Save), StateCopy.Bytes(Fit().Save));

    [Fact]
    public void Batch_GivesTheBitsOfOneRow()
    {
        var model = Fit();

        Assert.Equal(Rows.Select(r => Bits(Answer(model, r))), PredictBatch(model, Rows).Select(Bits));
    }

    [Fact]
    public void Answers_AreFinite()
    {
        var model = Fit();

        Assert.All(Rows, row => Assert.All(Answer(model, row), v => Assert.True(double.IsFinite(v))));
    }

    [Fact]
    public void Load_GivesTheSameModel()
    {
        var model = Fit();

        var loaded = Read(File(model), Names(model));

        Assert.Equal(Rows.Select(r => Bits(Answer(model, r))), Rows.Select(r => Bits(Answer(loaded, r))));
        Assert.Equal(StateCopy.Bytes(model.Save), StateCopy.Bytes(loaded.Save));
    }

    [Fact]
    public void Load_CutOrChanged_IsRefused()
    {
        var model = Fit();
        var bytes = File(model);
        var step = Math.Max(1, bytes.Length / 97);
        for (var i = 0; i < bytes.Length; i += step)
        {
            Assert.Throws<InvalidDataException>(() => Read(bytes[..i], Names(model)));
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 0x40;
            Assert.Throws<InvalidDataException>(() => Read(changed, Names(model)));
        }
    }

    /// <summary>A hash protects from accidents; bytes of a careful liar must still not crash or hang the reader.</summary>
    [Fact]
    public void Load_ForgedState_IsRefusedOrAnswers()
    {
        var (state, features) = (StateCopy.Bytes(Fit().Save), Fit().FeatureCount);
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var forged = (byte[])state.Clone();
            forged[random.Next(Math.Min(state.Length, i < 150 ? 200 : int.MaxValue))] = (byte)random.Next(256);
            try
            {
                using var reader = StateCopy.Reader(forged);
                var model = T.Load(reader);
                foreach (var row in Rows.Where(r => r.Length == Rows[0].Length && model.FeatureCount == features).Take(3))
                {
                    Answer(model, row);
                }
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException)
            {
                // Refused, by name.
            }
        }
    }

    [Fact]
    public void Load_OtherFeatures_IsRefusedByName()
    {
        var model = Fit();
        string[] names = Names(model);
        string[] renamed = [.. names[..^1], "something_else"];

        Assert.Contains("'something_else'", Assert.Throws<InvalidDataException>(() => Read(File(model), renamed)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Read(File(model), [.. names, "one_more"]));
        if (names.Length > 1)
        {
            Assert.Throws<InvalidDataException>(() => Read(File(model), [names[1], names[0], .. names[2..]]));
        }
    }

    [Fact]
    public void Predict_OtherLength_NamesIt()
    {
        var model = Fit();
        double[] tooLong = [.. Rows[0], 0];

        Assert.ThrowsAny<ArgumentException>(() => Answer(model, tooLong));
        Assert.ThrowsAny<ArgumentException>(() => Answer(model, []));
    }

    [Fact]
    public void Predict_OneRow_AllocatesNothing()
    {
        var model = Fit();
        var (row, answer) = (Rows[0], new double[AnswerLength]);
        for (var i = 0; i < 50; i++)
        {
            Predict(model, row, answer);
        }

        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++)
            {
                Predict(model, row, answer);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    /// <summary>Files that were written once and are never written again.</summary>
    [Fact]
    public void Golden_EveryVersion_StaysReadable()
    {
        if (Environment.GetEnvironmentVariable(WriteGolden) is { Length: > 0 } folder)
        {
            Write(Path.Combine(folder, $"{T.Kind}.1"));
        }

        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, GoldenFolder), $"{T.Kind}.*.model");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var lines = System.IO.File.ReadAllLines(Path.ChangeExtension(file, ".answers"));
            var model = Read(System.IO.File.ReadAllBytes(file), lines[0].Split(' '));
            Assert.True(lines.Length > 1);
            foreach (var line in lines[1..])
            {
                var (row, answer) = (Numbers(line.Split('|')[0]), Numbers(line.Split('|')[1]));
                Assert.Equal(answer.Length, AnswerLength);
                Assert.All(Answer(model, row).Zip(answer), pair => Assert.Equal(pair.Second, pair.First, 1e-9 * Math.Max(1, Math.Abs(pair.Second))));
            }
        }
    }

    protected static string[] Names(T model) => [.. Enumerable.Range(0, model.FeatureCount).Select(i => $"feature_{i}")];

    protected double[] Answer(T model, double[] row)
    {
        var answer = new double[AnswerLength];
        Predict(model, row, answer);
        return answer;
    }

    private static byte[] File(T model)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(stream, model, Names(model));
        return stream.ToArray();
    }

    private static T Read(byte[] bytes, IReadOnlyList<string> names)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return ModelFile.Read<T>(stream, names);
    }

    private static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    private static double[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => double.Parse(v, CultureInfo.InvariantCulture))];

    private void Write(string path)
    {
        var model = Fit();
        string[] lines = [string.Join(' ', Names(model)), .. Rows.Take(8).Select(r => $"{Text(r)} | {Text(Answer(model, r))}")];
        System.IO.File.WriteAllBytes($"{path}.model", File(model));
        System.IO.File.WriteAllLines($"{path}.answers", lines);

        static string Text(double[] values) => string.Join(' ', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
    }
}
