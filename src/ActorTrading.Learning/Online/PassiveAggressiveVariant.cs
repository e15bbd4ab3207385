namespace ActorTrading.Learning.Online;

/// <summary>How a passive-aggressive step is kept from following noise (Crammer et al. 2006).</summary>
public enum PassiveAggressiveVariant
{
    /// <summary>PA-I: the step that repairs the row, but at most C: min(C, loss / ‖x‖²).</summary>
    I,

    /// <summary>PA-II: a step damped by C: loss / (‖x‖² + 1 / (2·C)).</summary>
    II,
}
