namespace ActorTrading.Actors.Persistence;

/// <summary>Lets a limited number of recoveries run at a time; the others wait in the order in which they asked.</summary>
internal sealed class RecoveryPermits(int limit)
{
    private readonly Lock _permits = new();
    private readonly LinkedList<RecoveryRun> _waiting = new();
    private int _left = limit;

    /// <returns>False when the run has to wait: it is told when its turn has come.</returns>
    public bool Request(RecoveryRun run)
    {
        lock (_permits)
        {
            if (_left > 0)
            {
                _left--;
                return true;
            }

            _waiting.AddLast(run);
            return false;
        }
    }

    /// <summary>Gives a permit back, or gives up waiting for one.</summary>
    public void Return(RecoveryRun run)
    {
        RecoveryRun? next;
        lock (_permits)
        {
            if (_waiting.Remove(run))
            {
                return;
            }

            next = _waiting.First?.Value;
            if (next is null)
            {
                _left++;
            }
            else
            {
                _waiting.RemoveFirst();
            }
        }

        next?.Grant();
    }
}
