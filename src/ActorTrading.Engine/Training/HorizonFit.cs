using ActorTrading.Learning.Trees;
using ActorTrading.Market;

namespace ActorTrading.Engine.Training;

/// <summary>What training leaves for one horizon.</summary>
/// <param name="Softmax">State of the online softmax after a pass over the whole history.</param>
/// <param name="BaseRates">State of the rolling base rates at the end of the history.</param>
/// <param name="Blend">State of calibration and interval after the validation rows; the weights stand at their start.</param>
/// <param name="TrainRows">Rows the trees were fitted on.</param>
/// <param name="ValidationLogLoss">Log-loss of the trees on the validation rows.</param>
public sealed record HorizonFit(
    Horizon Horizon, GradientBoostedTrees Trees, byte[] Softmax, byte[] BaseRates, byte[] Blend, int TrainRows, int ValidationRows, double ValidationLogLoss);
