namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>The machine that one simulated system lives on: what belongs to it ends with it.</summary>
internal sealed class Host(string name, int number)
{
    public string Name { get; } = name;

    public int Number { get; } = number;

    public bool IsDead { get; set; }
}
