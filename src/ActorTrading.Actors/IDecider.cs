namespace ActorTrading.Actors;

public interface IDecider
{
    Directive Decide(Exception cause);
}
