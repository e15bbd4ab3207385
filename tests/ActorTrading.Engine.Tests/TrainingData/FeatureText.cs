using System.Globalization;
using ActorTrading.Market.Features;

namespace ActorTrading.Engine.Tests.TrainingData;

/// <summary>The JSON of features, written by hand.</summary>
internal static class FeatureText
{
    public static string Of(ReadOnlySpan<double> row)
    {
        var pairs = new string[row.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = $"\"{FeatureEngine.Schema.Names[i]}\":{row[i].ToString("R", CultureInfo.InvariantCulture)}";
        }

        return $"{{{string.Join(',', pairs)}}}";
    }
}
