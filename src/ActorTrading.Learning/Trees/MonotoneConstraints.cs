using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Trees;

/// <summary>One sign per feature: 1 = the prediction never falls as the feature grows, -1 = it never rises, 0 = free. Equal by value; written as <c>[1, 0, -1]</c>.</summary>
[CollectionBuilder(typeof(MonotoneConstraints), nameof(Of))]
public sealed class MonotoneConstraints : IEquatable<MonotoneConstraints>
{
    private readonly sbyte[] _signs;

    private MonotoneConstraints(sbyte[] signs) => _signs = signs;

    /// <summary>No feature is bound.</summary>
    public static MonotoneConstraints None { get; } = new([]);

    /// <summary>Number of features named, 0 for <see cref="None"/>.</summary>
    public int Count => _signs.Length;

    /// <summary>The sign of a feature.</summary>
    public int this[int feature] => _signs[feature];

    /// <exception cref="ArgumentOutOfRangeException">A sign is not -1, 0 or 1.</exception>
    public static MonotoneConstraints Of(ReadOnlySpan<int> signs)
    {
        var all = new sbyte[signs.Length];
        var bound = false;
        for (var i = 0; i < signs.Length; i++)
        {
            Check.Range(signs[i], -1, 1, $"{nameof(signs)}[{i}]");
            all[i] = (sbyte)signs[i];
            bound |= signs[i] != 0;
        }

        return bound ? new MonotoneConstraints(all) : None;
    }

    /// <summary>The signs in feature order.</summary>
    public IEnumerator<int> GetEnumerator() => _signs.Select(s => (int)s).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(MonotoneConstraints? other) => other is not null && _signs.AsSpan().SequenceEqual(other._signs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MonotoneConstraints);

    /// <inheritdoc/>
    public override int GetHashCode() => _signs.Aggregate(17, (hash, sign) => unchecked((hash * 31) + sign));

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _signs)}]";
}
