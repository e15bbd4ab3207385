namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>One thing that can run now: an actor's turn, a due timer or a continuation.</summary>
/// <param name="What">The turn, timer or task itself.</param>
/// <param name="Host">Whom it belongs to; null for nobody, which never dies.</param>
/// <param name="Setting">Of a timer: the setting it became due under.</param>
internal readonly record struct Work(object What, Host? Host, int Setting)
{
    public bool IsVoid => Host is { IsDead: true } || (What is SimulatedTimer timer && timer.Setting != Setting);
}
