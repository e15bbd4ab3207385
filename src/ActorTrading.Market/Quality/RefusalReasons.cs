namespace ActorTrading.Market.Quality;

/// <summary>The fixed names of the reasons, for logs, metrics and the API.</summary>
public static class RefusalReasons
{
    private static readonly string[] Names =
    [
        "none", "duplicate", "late", "non-positive-price", "non-positive-size", "absurd-price", "future-time", "unknown-symbol",
        "outside-high-low", "off-grid", "bad-volume",
    ];

    /// <summary>Every reason, <see cref="RefusalReason.None"/> first, in the order of the numbers.</summary>
    public static IReadOnlyList<RefusalReason> All { get; } = [.. Enumerable.Range(0, Names.Length).Select(i => (RefusalReason)i)];

    /// <summary>The reason in kebab case; <c>none</c> for an accepted row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a reason of this build.</exception>
    public static string Name(this RefusalReason reason) => (int)reason < Names.Length
        ? Names[(int)reason]
        : throw new ArgumentOutOfRangeException(nameof(reason), (byte)reason, $"Known reasons are 0 to {Names.Length - 1}.");
}
