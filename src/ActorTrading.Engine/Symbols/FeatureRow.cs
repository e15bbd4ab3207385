namespace ActorTrading.Engine.Symbols;

/// <summary>What is known at the close of one decision bar.</summary>
/// <param name="Time">Close time of the bar, event time in µs.</param>
/// <param name="Price">Close of the bar, scaled.</param>
/// <param name="Features">The feature schema's columns; shared by all models, never written to.</param>
/// <param name="BarReturn">Log return from the previous decision bar's close; 0 for the first.</param>
public sealed record FeatureRow(long Time, long Price, double[] Features, double BarReturn)
{
    internal void Save(BinaryWriter writer)
    {
        writer.Write(Time);
        writer.Write(Price);
        writer.Write(BarReturn);
        writer.Write(Features.Length);
        foreach (var value in Features)
        {
            writer.Write(value);
        }
    }

    internal static FeatureRow Load(BinaryReader reader)
    {
        var time = reader.ReadInt64();
        var price = reader.ReadInt64();
        var barReturn = reader.ReadDouble();
        var count = reader.ReadInt32();
        if (count is < 0 or > 10_000)
        {
            throw new InvalidDataException($"A feature row of {count} columns.");
        }

        var features = new double[count];
        for (var i = 0; i < count; i++)
        {
            features[i] = reader.ReadDouble();
        }

        return new FeatureRow(time, price, features, barReturn);
    }
}
