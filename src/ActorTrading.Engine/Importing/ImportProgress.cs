namespace ActorTrading.Engine.Importing;

/// <summary>How far an import is.</summary>
/// <param name="Rows">Read so far.</param>
/// <param name="Share">Of the file, from 0 to 1.</param>
public readonly record struct ImportProgress(long Rows, double Share);
