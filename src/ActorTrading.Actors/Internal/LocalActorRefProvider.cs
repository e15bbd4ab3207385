namespace ActorTrading.Actors.Internal;

/// <summary>What an actor system finds by path, for those who extend it.</summary>
internal sealed class LocalActorRefProvider(ActorSystemImpl system) : IActorRefProvider
{
    public ActorPath RootPath => system.RootPath;

    public Address DefaultAddress => system.RootPath.Address;

    public IInternalActorRef RootGuardian => system.LookupRoot;

    public IInternalActorRef Guardian => system.Guardian;

    public IInternalActorRef SystemGuardian => system.SystemGuardian;

    public IActorRef DeadLetters => system.DeadLetters;

    public IActorRef IgnoreRef => system.IgnoreRef;

    public Task TerminationTask => system.WhenTerminated;

    public IActorRef RootGuardianAt(Address address) => address == DefaultAddress ? RootGuardian : DeadLetters;

    public IActorRef ResolveActorRef(string path) => ActorPath.TryParse(path, out var parsed) ? system.Resolve(parsed) : DeadLetters;

    public IActorRef ResolveActorRef(ActorPath actorPath) => system.Resolve(actorPath);
}
