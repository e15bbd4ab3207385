using ActorTrading.Actors;
using ActorTrading.Engine.Models;

namespace ActorTrading.Engine.Predictors;

/// <summary>A predictor's record of one model: who it is now, and how often it failed.</summary>
internal sealed class ModelSlot(int index, ModelSpec spec)
{
    private readonly Queue<long> _failures = new();
    private int _incarnation;

    public int Index { get; } = index;

    public ModelSpec Spec { get; } = spec;

    public IActorRef Ref { get; set; } = ActorRefs.Nobody;

    /// <summary>Event time before which the model is not asked; <see cref="long.MinValue"/> when it is free.</summary>
    public long QuarantinedUntil { get; private set; } = long.MinValue;

    public int FailuresAtQuarantine { get; private set; }

    public string NextName() => _incarnation++ == 0 ? Spec.Name : $"{Spec.Name}-{_incarnation}";

    /// <summary>Counts a failure; the end of the quarantine if this one was too many.</summary>
    public long? Count(long time, ModelSupervision supervision)
    {
        _failures.Enqueue(time);
        while (_failures.Peek() <= time - Micros(supervision.FailureWindow))
        {
            _failures.Dequeue();
        }

        if (_failures.Count < supervision.MaxFailures)
        {
            return null;
        }

        FailuresAtQuarantine = _failures.Count;
        _failures.Clear();
        QuarantinedUntil = time + Micros(supervision.Quarantine);
        return QuarantinedUntil;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(QuarantinedUntil);
        writer.Write(FailuresAtQuarantine);
        writer.Write(_failures.Count);
        foreach (var time in _failures)
        {
            writer.Write(time);
        }
    }

    public void Load(BinaryReader reader)
    {
        QuarantinedUntil = reader.ReadInt64();
        FailuresAtQuarantine = reader.ReadInt32();
        _failures.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _failures.Enqueue(reader.ReadInt64());
        }
    }

    private static long Micros(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
