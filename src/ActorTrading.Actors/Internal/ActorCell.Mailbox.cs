using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ActorTrading.Actors.Dispatch;

namespace ActorTrading.Actors.Internal;

internal sealed partial class ActorCell : IThreadPoolWorkItem, IRunnable
{
    /// <summary>On the thread pool an actor may handle this many messages in one turn however long they take.</summary>
    private const int PoolThroughput = 128;

    /// <summary>Messages after which a turn looks at the clock for the first time: short turns never pay for that.</summary>
    private const int UntimedMessages = 16;

    /// <summary>
    /// Quick messages go on until this time is over. Two actors that keep each other busy then stay on one core, where a message costs
    /// a fifth of what it costs between two cores; and what others wait for is a matter of time, not of a number of messages.
    /// </summary>
    private static readonly long TurnTicks = Stopwatch.Frequency / 10_000;

    private const int Idle = 0;
    private const int Scheduled = 1;
    private const int Closed = 2;

    private readonly MessageQueue _queue = new();

    /// <summary>A queue of another kind, in which user messages wait instead.</summary>
    private readonly IMessageQueue? _named;
    private readonly MessageDispatcher? _dispatcher;
    private SystemMessage? _systemQueue;
    private bool _closed;
    private Lanes? _lanes;
    private int _suspendCount;

    internal bool IsClosed => Volatile.Read(ref _queue.State) == Closed;

    /// <summary>Where messages go without further ado; null when there is more to do than queueing.</summary>
    internal MessageQueue? PlainQueue => _named is null ? _queue : null;

    internal int NumberOfMessages => (_named?.Count ?? _queue.Count) + (_lanes?.Count ?? 0);

    /// <summary>Seen from outside, a moment old.</summary>
    internal bool IsSuspended => Volatile.Read(ref _suspendCount) > 0;

    private bool IsBlocked => _suspendCount > 0 || _awaited > 0;

    internal void SendMessage(object message, IActorRef? sender)
    {
        if (message is null)
        {
            throw new InvalidMessageException("Message is null");
        }

        if (_named is null)
        {
            Enqueue(_queue, message, sender);
            return;
        }

        _named.Enqueue(SelfRef, new Envelope(message, sender));
        // The state must not be read before others can see the message.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _queue.State) != Scheduled)
        {
            Wake();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enqueue(MessageQueue queue, object message, IActorRef? sender)
    {
        queue.Enqueue(message, sender);
        if (Volatile.Read(ref queue.State) != Scheduled)
        {
            Wake();
        }
    }

    /// <summary>A message of the kernel behind those that wait already.</summary>
    internal void SendNotice(object message)
    {
        EnqueueNotice(message, ActorRefs.NoSender);
        // The state must not be read before others can see the message.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _queue.State) != Scheduled)
        {
            Wake();
        }
    }

    /// <summary>What the kernel tells the actor itself finds room in every mailbox.</summary>
    private void EnqueueNotice(object message, IActorRef sender)
    {
        switch (_named)
        {
            case null:
                _queue.Enqueue(message, sender);
                break;
            case BoundedMessageQueue bounded:
                bounded.EnqueueAnyway(new Envelope(message, sender));
                break;
            default:
                _named.Enqueue(SelfRef, new Envelope(message, sender));
                break;
        }
    }

    internal void SendSystemMessage(SystemMessage message)
    {
        while (true)
        {
            var head = Volatile.Read(ref _systemQueue);
            if (head is SystemMessage.ClosedMark)
            {
                DeadLetterRef.Answer(message, SelfRef);
                return;
            }

            message.Next = head;
            if (Interlocked.CompareExchange(ref _systemQueue, message, head) == head)
            {
                Wake();
                return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wake()
    {
        var state = Interlocked.CompareExchange(ref _queue.State, Scheduled, Idle);
        if (state == Idle)
        {
            Dispatch(goesOn: false);
        }
        else if (state == Closed)
        {
            DrainToDeadLetters();
        }
    }

    private void Dispatch(bool goesOn)
    {
        if (_dispatcher is null)
        {
            // Behind the others when it goes on: the local queue is last in, first out and would starve them.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: !goesOn);
        }
        else
        {
            _dispatcher.Execute(this, goesOn);
        }
    }

    /// <summary>Handles one message on this thread past the mailbox; what the actor throws comes to the caller.</summary>
    internal void ReceiveDirectly(object message, IActorRef? sender)
    {
        var (outer, oldMessage, oldSender) = (t_current, _currentMessage, _sender);
        (t_current, _currentMessage, _sender) = (this, message, sender);
        try
        {
            _actor!.AroundReceive(_behavior, message);
        }
        finally
        {
            (t_current, _currentMessage, _sender) = (outer, oldMessage, oldSender);
        }
    }

    void IThreadPoolWorkItem.Execute() => TakeTurn();

    void IRunnable.Run() => TakeTurn();

    private void TakeTurn()
    {
        var outer = t_current;
        t_current = this;
        bool more;
        try
        {
            more = RunTurn();
        }
        finally
        {
            t_current = outer;
        }

        if (_currentMessage is null)
        {
            // An idle actor keeps nothing of the last message: whoever asked would stay in memory with the answer.
            _sender = null;
        }

        if (_closed)
        {
            DrainToDeadLetters();
            return;
        }

        if (!more)
        {
            Interlocked.Exchange(ref _queue.State, Idle);
            if (!HasWork() || Interlocked.CompareExchange(ref _queue.State, Scheduled, Idle) != Idle)
            {
                return;
            }
        }

        Dispatch(goesOn: true);
    }

    private bool HasWork() => Volatile.Read(ref _systemQueue) is not null
        || (!IsBlocked && (!(_named is null ? _queue.IsEmpty : !_named.HasMessages) || _lanes is { IsEmpty: false }));

    /// <returns>True when the batch was used up and there may be more.</returns>
    private bool RunTurn()
    {
        if (Volatile.Read(ref _systemQueue) is not null)
        {
            ProcessSystemMessages();
        }

        if (_dispatcher is { } dispatcher)
        {
            return RunMessages(dispatcher.Throughput);
        }

        if (!RunMessages(UntimedMessages))
        {
            return false;
        }

        var begun = Stopwatch.GetTimestamp();
        var messages = PoolThroughput - UntimedMessages;
        do
        {
            if (!RunMessages(messages))
            {
                return false;
            }

            messages = PoolThroughput;
        }
        while (Stopwatch.GetTimestamp() - begun < TurnTicks);

        return true;
    }

    /// <returns>True when that many were handled and there may be more.</returns>
    private bool RunMessages(int count)
    {
        for (var left = count; left > 0; left--)
        {
            if (IsBlocked || _closed || !TryDequeue(out var message, out var sender))
            {
                return false;
            }

            Invoke(message, sender);
            if (Volatile.Read(ref _systemQueue) is not null)
            {
                ProcessSystemMessages();
            }
        }

        return true;
    }

    private bool TryDequeue([NotNullWhen(true)] out object? message, out IActorRef? sender)
    {
        if (_lanes is not null && _lanes.TryTake(out var envelope))
        {
            (message, sender) = (envelope.Message, envelope.Sender);
            return true;
        }

        if (_named is null)
        {
            return _queue.TryDequeue(out message, out sender);
        }

        var any = _named.TryDequeue(out envelope);
        (message, sender) = (envelope.Message, envelope.Sender);
        return any && message is not null;
    }

    private void ProcessSystemMessages()
    {
        while (!_closed && TakeSystemMessages() is { } message)
        {
            while (message is not null)
            {
                var next = message.Next;
                message.Next = null;
                if (_closed)
                {
                    DeadLetterRef.Answer(message, SelfRef);
                }
                else
                {
                    SystemInvoke(message);
                }

                message = next;
            }
        }
    }

    /// <summary>Everything queued so far, oldest first.</summary>
    private SystemMessage? TakeSystemMessages()
    {
        var newest = Interlocked.Exchange(ref _systemQueue, null);
        SystemMessage? oldest = null;
        while (newest is not null)
        {
            (newest.Next, oldest, newest) = (oldest, newest, newest.Next);
        }

        return oldest;
    }

    /// <summary>From here on everything sent goes to dead letters.</summary>
    private void CloseMailbox()
    {
        _closed = true;
        Interlocked.Exchange(ref _queue.State, Closed);
        var rest = Interlocked.Exchange(ref _systemQueue, SystemMessage.ClosedMark.Instance);
        for (; rest is not null and not SystemMessage.ClosedMark; rest = rest.Next)
        {
            DeadLetterRef.Answer(rest, SelfRef);
        }

        DrainToDeadLetters();
    }

    /// <summary>Published outside of the lock: a subscriber of dead letters may itself be closed, and would lock its own queue.</summary>
    private void DrainToDeadLetters()
    {
        while (TryTakeLeftover(out var message, out var sender))
        {
            SystemImpl.DeadLettersRef.Undelivered(message, sender, SelfRef);
        }
    }

    private bool TryTakeLeftover([NotNullWhen(true)] out object? message, out IActorRef? sender)
    {
        lock (_queue)
        {
            return TryDequeue(out message, out sender);
        }
    }
}
