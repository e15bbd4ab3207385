using System.Collections.Concurrent;
using ActorTrading.Engine.Models;
using ActorTrading.Market;

namespace ActorTrading.Engine.Tests.Running;

/// <summary>Decides when scripted models fail, and counts how often they were asked.</summary>
internal sealed class ModelScript
{
    private readonly ConcurrentDictionary<(Horizon, string, long), int> _asked = new();
    private readonly ConcurrentDictionary<string, int> _made = new();

    /// <summary>By horizon, model, and event time of the row.</summary>
    public Func<Horizon, string, long, Fault> FaultAt { get; set; } = (_, _, _) => Fault.None;

    /// <summary>What the exception of <see cref="Fault.Throw"/> says.</summary>
    public string Message { get; set; } = "asked to";

    /// <summary>Lets hanging models go.</summary>
    public ManualResetEventSlim Release { get; } = new();

    public static Horizon Short { get; } = Horizon.Parse("15m");

    public static Horizon Long { get; } = Horizon.Parse("30m");

    public int Asked(Horizon horizon, string model, long time) => _asked.GetValueOrDefault((horizon, model, time));

    public int AskedInAll => _asked.Values.Sum();

    /// <summary>Instances made of a model of a horizon.</summary>
    public int Made(Horizon horizon, string model) => _made.GetValueOrDefault($"{horizon}/{model}");

    public ModelSet Models(params string[] names) => new(
        "scripted",
        new[] { Short, Long }.ToDictionary(h => h, h => new HorizonModels(
            [.. names.Select(name => new ModelSpec(name, "1", 1.0 / names.Length, () => Make(h, name)))], null)));

    public Fault Meet(Horizon horizon, string model, long time)
    {
        _asked.AddOrUpdate((horizon, model, time), 1, (_, n) => n + 1);
        return FaultAt(horizon, model, time);
    }

    private ScriptedModel Make(Horizon horizon, string name)
    {
        _made.AddOrUpdate($"{horizon}/{name}", 1, (_, n) => n + 1);
        return new ScriptedModel(this, horizon, name);
    }
}
