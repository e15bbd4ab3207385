namespace ActorTrading.Actors.Dispatch;

/// <summary>The same as <see cref="UnboundedPriorityMailbox"/>, which keeps the order of equals as well.</summary>
public abstract class UnboundedStablePriorityMailbox : UnboundedPriorityMailbox;
