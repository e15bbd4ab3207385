using System.Collections.Concurrent;
using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

/// <summary>A placement that the test pushes: nothing lives anywhere until it says so.</summary>
internal sealed class Assigned : IShardPlacement
{
    private int _failures;

    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentQueue<object> Answers { get; } = new();

    public void FailNext(int calls) => _failures = calls;

    public void Register(string typeName, IActorRef region) => Note($"register {typeName}");

    public void Unregister(string typeName, IActorRef region) => Note($"unregister {typeName}");

    public void RequestHome(string typeName, string shardId, IActorRef region)
    {
        Note($"home {shardId}");
        if (Answers.TryDequeue(out var answer))
        {
            region.Tell(answer, ActorRefs.NoSender);
        }
    }

    private void Note(string call)
    {
        Calls.Enqueue(call);
        if (_failures > 0)
        {
            _failures--;
            throw new InvalidOperationException("placement: " + call);
        }
    }
}
