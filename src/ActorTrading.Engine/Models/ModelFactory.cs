using ActorTrading.Engine.Training;
using ActorTrading.Learning;
using ActorTrading.Learning.Baselines;
using ActorTrading.Learning.Blending;
using ActorTrading.Learning.Online;
using ActorTrading.Market;
using ActorTrading.Market.Features;

namespace ActorTrading.Engine.Models;

/// <summary>Makes the experts of every horizon: pre-trained and online share the weight at the start, the two humble ones must earn theirs.</summary>
public static class ModelFactory
{
    internal static SgdOptions SoftmaxOptions { get; } = new();

    /// <summary>From a training's results.</summary>
    /// <param name="version">First digits of the artifact's sha256.</param>
    public static ModelSet Trained(string version, IEnumerable<HorizonFit> fits, EngineOptions engine) => new(
        version,
        fits.ToDictionary(f => f.Horizon, f => new HorizonModels(
            [
                new ModelSpec(TreesModel.ModelName, version, 0.5, () => new TreesModel(f.Trees, version)),
                new ModelSpec(OnlineModel.SoftmaxName, "online", 0.5, () => Restored(OnlineModel.SoftmaxName, NewSoftmax(f.Trees.FeatureCount), f.Softmax)),
                new ModelSpec(OnlineModel.BaseRatesName, "online", 0, () => Restored(OnlineModel.BaseRatesName, NewBaseRates(engine), f.BaseRates)),
                new ModelSpec(VolatilityModel.ModelName, "online", 0, () => new VolatilityModel(engine.DecisionTimeframe, f.Horizon, engine.Thresholds)),
            ],
            f.Blend)));

    /// <summary>Without history: the online models begin with nothing, and there is no pre-trained one.</summary>
    public static ModelSet Untrained(EngineOptions engine) => new(
        "untrained",
        engine.Horizons.ToDictionary(h => h, h => new HorizonModels(
            [
                new ModelSpec(OnlineModel.SoftmaxName, "online", 1, () => new OnlineModel(OnlineModel.SoftmaxName, NewSoftmax(FeatureEngine.Schema.Count))),
                new ModelSpec(OnlineModel.BaseRatesName, "online", 0, () => new OnlineModel(OnlineModel.BaseRatesName, NewBaseRates(engine))),
                new ModelSpec(VolatilityModel.ModelName, "online", 0, () => new VolatilityModel(engine.DecisionTimeframe, h, engine.Thresholds)),
            ],
            null)));

    internal static IReadOnlyList<ExpertPrior> Priors(bool trained) => trained
        ? [new(TreesModel.ModelName, 0.5), new(OnlineModel.SoftmaxName, 0.5), new(OnlineModel.BaseRatesName, 0), new(VolatilityModel.ModelName, 0)]
        : [new(OnlineModel.SoftmaxName, 1), new(OnlineModel.BaseRatesName, 0), new(VolatilityModel.ModelName, 0)];

    /// <summary>Outcomes the rolling base rates remember: about 60 days, at least 500.</summary>
    internal static int BaseRateWindow(Timeframe timeframe) => Math.Max(500, 60 * 1440 / timeframe.Minutes);

    private static OnlineSoftmaxRegression NewSoftmax(int features) => new(features, 3, SoftmaxOptions);

    private static RollingBaseRates NewBaseRates(EngineOptions engine) => new(3, BaseRateWindow(engine.DecisionTimeframe));

    private static OnlineModel Restored(string name, IOnlineClassifier classifier, byte[] state)
    {
        Serialized.Into(state, classifier.Load);
        return new OnlineModel(name, classifier);
    }
}
