using System.Diagnostics;

namespace ActorTrading.Tests;

/// <summary>Waits for a condition by polling with a deadline.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? within = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, within);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        // Long, as the machine may be busy: who waits in vain has failed anyway.
        var limit = within ?? TimeSpan.FromSeconds(60);
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < limit, $"Not within {limit}: {what}");
            await Task.Delay(10);
        }
    }
}
