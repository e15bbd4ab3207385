using ActorTrading.Actors.TestKit.Simulated;

namespace ActorTrading.Actors.TestKit;

/// <summary>How a test waits: in real time, or by running the simulation that its system is part of.</summary>
internal abstract class Patience
{
    /// <summary>Passes while waiting; its origin means nothing.</summary>
    public abstract TimeSpan Now { get; }

    /// <summary>Times the async waits.</summary>
    public abstract TimeProvider Clock { get; }

    public static Patience For(ActorSystem system) =>
        system.Options.Dispatcher is SimulatedDispatcher own ? new Virtual(own.Simulation) : new Real();

    public abstract bool Wait(ReceivedMessages messages, TimeSpan timeout, CancellationToken cancellationToken);

    public abstract bool Wait(Task task, TimeSpan timeout);

    public abstract void Pause(TimeSpan span, CancellationToken cancellationToken);

    public Task PauseAsync(TimeSpan span, CancellationToken cancellationToken) => Task.Delay(span, Clock, cancellationToken);

    private sealed class Real : Patience
    {
        private const int Threads = 32;

        /// <summary>Tests and their latches hold pool threads while they wait: the actors they wait for must get others at once.</summary>
        public Real()
        {
            ThreadPool.GetMinThreads(out var workers, out var completions);
            if (workers < Threads)
            {
                _ = ThreadPool.SetMinThreads(Threads, completions);
            }
        }

        public override TimeSpan Now => TimeSpan.FromSeconds(System.Diagnostics.Stopwatch.GetTimestamp() / (double)System.Diagnostics.Stopwatch.Frequency);

        public override TimeProvider Clock => TimeProvider.System;

        public override bool Wait(ReceivedMessages messages, TimeSpan timeout, CancellationToken cancellationToken) =>
            messages.Wait(timeout, cancellationToken);

        public override bool Wait(Task task, TimeSpan timeout) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne(timeout);

        public override void Pause(TimeSpan span, CancellationToken cancellationToken)
        {
            _ = cancellationToken.WaitHandle.WaitOne(span);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private sealed class Virtual(Simulation simulation) : Patience
    {
        public override TimeSpan Now => TimeSpan.FromTicks(simulation.Now.UtcTicks);

        public override TimeProvider Clock => simulation.Clock;

        public override bool Wait(ReceivedMessages messages, TimeSpan timeout, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Run(() => messages.Count > 0 || cancellationToken.IsCancellationRequested, timeout);
        }

        public override bool Wait(Task task, TimeSpan timeout) => Run(() => task.IsCompleted, timeout);

        public override void Pause(TimeSpan span, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            simulation.AdvanceTime(span);
        }

        /// <summary>A wait in vain takes its time, also where nothing can happen any more.</summary>
        private bool Run(Func<bool> condition, TimeSpan timeout)
        {
            var end = Now + (timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout);
            if (simulation.TryRunUntil(condition, timeout < TimeSpan.Zero ? TimeSpan.MaxValue : timeout, out _))
            {
                return true;
            }

            simulation.AdvanceTime(end > Now ? end - Now : TimeSpan.Zero);
            return condition();
        }
    }
}
