namespace ActorTrading.Actors.Tests;

/// <summary>Pulls the strings of a <see cref="Puppet"/>.</summary>
internal static class PuppetStrings
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Do(this IActorRef puppet, Action<Puppet> act) => puppet.Tell(new Puppet.Do(act), ActorRefs.NoSender);

    /// <summary>What the function gives, or throws, inside the puppet's turn.</summary>
    public static async Task<T> Get<T>(this IActorRef puppet, Func<IUntypedActorContext, T> get)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        puppet.Do(p =>
        {
            try
            {
                result.SetResult(get(p.Surroundings));
            }
            catch (Exception e)
            {
                result.SetException(e);
            }
        });
        return await result.Task.WaitAsync(Patience);
    }

    public static Task<IActorRef> Child(this IActorRef puppet, string? name = null, Puppet.Strings? strings = null) =>
        puppet.Get(c => c.ActorOf(Puppet.Props(strings), name));

    /// <summary>Waits until the gate opens; then throws when it stayed shut.</summary>
    public static void Pass(this ManualResetEventSlim gate)
    {
        if (!gate.Wait(Patience))
        {
            throw new TimeoutException("The gate stayed shut.");
        }
    }
}
