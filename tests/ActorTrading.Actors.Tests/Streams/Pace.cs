namespace ActorTrading.Actors.Tests.Streams;

/// <summary>Arbitrary delays for property tests: nothing, a turn of the thread pool, or a little spin of work.</summary>
internal static class Pace
{
    public static Func<int, Task> Of(byte[] pattern) => async i =>
    {
        switch (pattern.Length == 0 ? 0 : pattern[i % pattern.Length] % 8)
        {
            case 6:
                await Task.Yield();
                break;
            case 7:
                await Task.Delay(i % 97 == 0 ? 1 : 0);
                break;
            case 5:
                Thread.SpinWait(200);
                break;
        }
    };

    /// <summary>For properties, which cannot be asynchronous.</summary>
    public static bool RunAsync(Func<Task<bool>> test) => Task.Run(test).WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
}
