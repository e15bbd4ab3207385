namespace ActorTrading.Actors;

/// <summary>Decides what becomes of a child that throws.</summary>
public interface IDecider
{
    /// <summary>Called in the supervisor's turn for each failure; must not wait. What it throws is the supervisor's own failure.</summary>
    Directive Decide(Exception cause);
}
