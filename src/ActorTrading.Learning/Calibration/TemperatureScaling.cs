namespace ActorTrading.Learning.Calibration;

/// <summary>
/// Temperature scaling (Guo, Pleiss, Sun, Weinberger 2017): softmax(z / T), here as softmax(ln p / T), which is the same for the p
/// of a softmax. Over 1 softens, under 1 sharpens; the order of the classes never changes. One number, so that few rows suffice.
/// </summary>
public sealed class TemperatureScaling : ISavedModel<TemperatureScaling>
{
    private const byte FormatVersion = 1;
    private const double Least = 0.01;
    private const double Largest = 100;

    private TemperatureScaling(double temperature, int classCount)
    {
        Temperature = temperature;
        ClassCount = classCount;
    }

    public static string Kind => "temperature";

    /// <summary>T, 0.01 to 100.</summary>
    public double Temperature { get; }

    public int ClassCount { get; }

    /// <summary>Columns of a row: one probability per class.</summary>
    public int FeatureCount => ClassCount;

    /// <summary>The temperature of least log-loss. About ten passes over the rows.</summary>
    /// <param name="probabilities">Forecasts that the model made of rows it was not trained on, [row, class], each from 0 to 1.</param>
    /// <param name="labels">What came true, one per row.</param>
    /// <exception cref="ArgumentException">No row, under two classes, a length or a value out of range; the message names it.</exception>
    public static TemperatureScaling Fit(Matrix probabilities, ReadOnlySpan<int> labels)
    {
        ForecastRows.Check(probabilities, labels, probabilities?.Columns ?? 0);
        var design = ForecastRows.Logs(probabilities!.Values);
        var theta = ConditionalLogit.Fit(design, labels.ToArray(), probabilities.Columns, [new(1, 0, 1 / Largest, 1 / Least)]);
        return new TemperatureScaling(1 / theta[0], probabilities.Columns);
    }

    /// <summary>Writes the corrected distribution. O(classes), no allocation.</summary>
    /// <param name="probabilities">Length <see cref="ClassCount"/>, each from 0 to 1.</param>
    public void Transform(ReadOnlySpan<double> probabilities, Span<double> calibrated)
    {
        Check.Length(probabilities.Length, ClassCount, nameof(probabilities));
        Check.Length(calibrated.Length, ClassCount, nameof(calibrated));
        for (var k = 0; k < ClassCount; k++)
        {
            Check.Range(probabilities[k], 0, 1, nameof(probabilities));
            calibrated[k] = Math.Log(Math.Max(probabilities[k], Probabilities.Clip)) / Temperature;
        }

        Probabilities.Softmax(calibrated);
    }

    /// <summary>Corrects each row, to the bit as one by one.</summary>
    public Matrix Transform(Matrix probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        var calibrated = new Matrix(probabilities.Rows, ClassCount);
        for (var i = 0; i < probabilities.Rows; i++)
        {
            Transform(probabilities.Row(i), calibrated.Row(i));
        }

        return calibrated;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(ClassCount);
        writer.Write(Temperature);
    }

    public static TemperatureScaling Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "temperature");
        var classes = reader.ReadInRange(2, ForecastRows.MaxClasses, "class count");
        var temperature = reader.ReadDouble();
        return temperature is >= Least and <= Largest
            ? new TemperatureScaling(temperature, classes)
            : throw new InvalidDataException($"The saved temperature is {temperature:R}; it must be from {Least} to {Largest}.");
    }
}
