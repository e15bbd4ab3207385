namespace ActorTrading.Actors.Event;

public static class Logging
{
    /// <summary>A log whose source is the actor's path.</summary>
    public static ILoggingAdapter GetLogger(this IActorContext context) =>
        new BusLogging(context.System.EventStream, context.Self.Path.ToString(), context.Props.Type, context.System.TimeProvider);

    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj) => new BusLogging(
        system.EventStream,
        logSourceObj as string ?? (logSourceObj as Type ?? logSourceObj.GetType()).Name,
        logSourceObj as Type ?? logSourceObj.GetType(),
        system.TimeProvider);
}
