namespace ActorTrading.Actors.Persistence;

/// <summary>Expires calls that take too long. All have the same time, so one timer at the oldest one's end serves any number of them.</summary>
internal sealed class CallWatch(TimeProvider timeProvider, TimeSpan timeout)
{
    private readonly Lock _calls = new();
    private Call? _oldest;
    private Call? _newest;
    private ITimer? _timer;
    private bool _armed;

    public void Add(Call call)
    {
        lock (_calls)
        {
            call.Started = timeProvider.GetTimestamp();
            call.IsWatched = true;
            call.Previous = _newest;
            if (_newest is null)
            {
                _oldest = call;
            }
            else
            {
                _newest.Next = call;
            }

            _newest = call;
            if (!_armed)
            {
                Arm(timeout);
            }
        }
    }

    /// <returns>False when it has expired already.</returns>
    public bool Remove(Call call)
    {
        lock (_calls)
        {
            return Unlink(call);
        }
    }

    private void Arm(TimeSpan delay)
    {
        _armed = true;
        if (_timer is null)
        {
            _timer = timeProvider.CreateTimer(static watch => ((CallWatch)watch!).Look(), this, delay, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        List<Call> expired = [];
        lock (_calls)
        {
            _armed = false;
            while (_oldest is { } oldest)
            {
                var left = timeout - timeProvider.GetElapsedTime(oldest.Started);
                if (left > TimeSpan.Zero)
                {
                    Arm(left);
                    break;
                }

                Unlink(oldest);
                expired.Add(oldest);
            }
        }

        foreach (var call in expired)
        {
            call.Expire();
        }
    }

    private bool Unlink(Call call)
    {
        if (!call.IsWatched)
        {
            return false;
        }

        call.IsWatched = false;
        if (call.Previous is null)
        {
            _oldest = call.Next;
        }
        else
        {
            call.Previous.Next = call.Next;
        }

        if (call.Next is null)
        {
            _newest = call.Previous;
        }
        else
        {
            call.Next.Previous = call.Previous;
        }

        (call.Previous, call.Next) = (null, null);
        return true;
    }

    /// <summary>A link of the list of calls under way, oldest first.</summary>
    internal abstract class Call
    {
        internal Call? Previous;
        internal Call? Next;
        internal long Started;
        internal bool IsWatched;

        /// <summary>The time is over and the call has not ended.</summary>
        public abstract void Expire();
    }
}
