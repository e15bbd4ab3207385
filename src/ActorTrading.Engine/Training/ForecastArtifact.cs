using System.Globalization;
using System.Security.Cryptography;
using ActorTrading.Engine.Models;
using ActorTrading.Learning.Artifacts;
using ActorTrading.Learning.Trees;
using ActorTrading.Market;
using ActorTrading.Market.Features;

namespace ActorTrading.Engine.Training;

/// <summary>
/// Pre-trained models of all horizons as one verified file. It says for which timeframe, horizons, features and thresholds it was trained,
/// and is refused anywhere else: a model on foreign inputs answers with confidence and nonsense.
/// </summary>
public sealed class ForecastArtifact
{
    private const string Kind = "forecast-models:1";
    private const string HorizonsKey = "horizons";

    private readonly IReadOnlyList<HorizonFit> _fits;

    private ForecastArtifact(string version, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<HorizonFit> fits)
    {
        Version = version;
        Metadata = metadata;
        _fits = fits;
    }

    /// <summary>The first 12 hexadecimal digits of the content's SHA-256.</summary>
    public string Version { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public ModelSet Models(EngineOptions options) => ModelFactory.Trained(Version, _fits, options);

    /// <summary>The file's content; equal fits give equal bytes.</summary>
    /// <param name="symbols">On whose history the models were trained.</param>
    /// <param name="from">Event time (µs) of the first row.</param>
    /// <param name="until">Event time (µs) up to which outcomes were known.</param>
    public static byte[] Pack(IReadOnlyList<HorizonFit> fits, EngineOptions options, IEnumerable<Symbol> symbols, long from, long until)
    {
        var metadata = new Dictionary<string, string>(Requirements(options), StringComparer.Ordinal)
        {
            [HorizonsKey] = string.Join(' ', options.Horizons),
            ["symbols"] = string.Join(' ', symbols.Select(s => s.Value).Order(StringComparer.Ordinal)),
            ["trained-from"] = TimeText(from),
            ["trained-until"] = TimeText(until),
        };
        var sections = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var fit in fits)
        {
            var h = fit.Horizon.Name;
            metadata[$"{h}.rows"] = fit.TrainRows.ToString(CultureInfo.InvariantCulture);
            metadata[$"{h}.validation-rows"] = fit.ValidationRows.ToString(CultureInfo.InvariantCulture);
            metadata[$"{h}.validation-log-loss"] = fit.ValidationLogLoss.ToString("R", CultureInfo.InvariantCulture);
            sections[$"{h}.trees"] = Serialized.From(fit.Trees.Save);
            sections[$"{h}.softmax"] = fit.Softmax;
            sections[$"{h}.base-rates"] = fit.BaseRates;
            sections[$"{h}.blend"] = fit.Blend;
        }

        using var stream = new MemoryStream();
        new ModelArtifact(metadata, sections).Write(stream);
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">The content is damaged, of another kind, or was trained for other settings; the message says which.</exception>
    public static ForecastArtifact Unpack(byte[] content, EngineOptions options)
    {
        using var stream = new MemoryStream(content, writable: false);
        var artifact = ModelArtifact.Read(stream);
        foreach (var (key, wanted) in Requirements(options))
        {
            var found = artifact.Require(key);
            if (found != wanted)
            {
                throw new InvalidDataException($"The models were trained with {key} '{found}', here it is '{wanted}'. Train again, or set {key} as they were trained.");
            }
        }

        var known = artifact.Require(HorizonsKey).Split(' ');
        if (options.Horizons.FirstOrDefault(h => !known.Contains(h.Name)) is { Minutes: > 0 } unknown)
        {
            throw new InvalidDataException($"The models were trained for {string.Join(", ", known)}, not for {unknown}. Train again, or ask for those horizons.");
        }

        var fits = options.Horizons.Select(h => new HorizonFit(
            h,
            Trees(artifact, h),
            artifact.Section($"{h}.softmax").ToArray(),
            artifact.Section($"{h}.base-rates").ToArray(),
            artifact.Section($"{h}.blend").ToArray(),
            int.Parse(artifact.Require($"{h}.rows"), CultureInfo.InvariantCulture),
            int.Parse(artifact.Require($"{h}.validation-rows"), CultureInfo.InvariantCulture),
            double.Parse(artifact.Require($"{h}.validation-log-loss"), CultureInfo.InvariantCulture)));
        return new ForecastArtifact(Convert.ToHexStringLower(SHA256.HashData(content))[..12], artifact.Metadata, [.. fits]);
    }

    private static GradientBoostedTrees Trees(ModelArtifact artifact, Horizon horizon)
    {
        using var reader = artifact.OpenSection($"{horizon}.trees");
        return GradientBoostedTrees.Load(reader);
    }

    private static Dictionary<string, string> Requirements(EngineOptions options) => new(StringComparer.Ordinal)
    {
        ["kind"] = Kind,
        ["timeframe"] = options.DecisionTimeframe.Name,
        ["features"] = FeatureEngine.Schema.Id,
        ["threshold-down"] = options.Thresholds.Down.ToString("R", CultureInfo.InvariantCulture),
        ["threshold-up"] = options.Thresholds.Up.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string TimeText(long micros) =>
        DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
