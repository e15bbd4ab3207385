using System.Globalization;

namespace ActorTrading.Actors.TestKit;

/// <summary>Numbers the test actors of one system that were given no name.</summary>
internal sealed class TestActorNames
{
    private int _last;

    public string Next() => Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
}
