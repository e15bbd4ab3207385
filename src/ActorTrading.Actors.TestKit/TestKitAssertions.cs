using System.Collections;
using System.Globalization;

namespace ActorTrading.Actors.TestKit;

/// <summary>Fails with <see cref="AssertionException"/>. Sequences are equal when their elements are.</summary>
public sealed class TestKitAssertions : ITestKitAssertions
{
    /// <inheritdoc/>
    /// <exception cref="AssertionException">Always.</exception>
    public void Fail(string format = "", params object?[] args) => throw new AssertionException(Text(format, args));

    /// <inheritdoc/>
    /// <exception cref="AssertionException">It does not hold.</exception>
    public void AssertTrue(bool condition, string format = "", params object?[] args)
    {
        if (!condition)
        {
            Fail(format, args);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AssertionException">It holds.</exception>
    public void AssertFalse(bool condition, string format = "", params object?[] args) => AssertTrue(!condition, format, args);

    /// <summary>
    /// Values are equal when they say so; sequences (no strings) also when their elements are, one by one, nested ones too. The error shows both
    /// sides.
    /// </summary>
    /// <exception cref="AssertionException">They are not equal.</exception>
    public void AssertEqual<T>(T expected, T actual, string format = "", params object?[] args) =>
        AssertEqual(expected, actual, AreEqual, format, args);

    /// <inheritdoc/>
    /// <exception cref="AssertionException">The comparer says no; the error shows both sides. What it throws itself comes out as it is.</exception>
    public void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object?[] args)
    {
        if (!comparer(expected, actual))
        {
            throw new AssertionException($"{Text(format, args)} Expected [{Show(expected)}], received [{Show(actual)}].".TrimStart());
        }
    }

    internal static bool AreEqual<T>(T expected, T actual) =>
        Equals(expected, actual)
        || (expected is IEnumerable left and not string && actual is IEnumerable right and not string && left.Cast<object?>().SequenceEqual(right.Cast<object?>(), Elements.Instance));

    /// <summary>Without arguments the text is taken as it is: it may hold braces.</summary>
    private static string Text(string format, object?[] args) =>
        args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);

    private static string Show(object? value) =>
        value is IEnumerable all and not string ? string.Join(", ", all.Cast<object?>().Select(Show)) : value?.ToString() ?? "null";

    private sealed class Elements : IEqualityComparer<object?>
    {
        public static readonly Elements Instance = new();

        public new bool Equals(object? x, object? y) => AreEqual(x, y);

        public int GetHashCode(object? obj) => obj is IEnumerable and not string ? 0 : obj?.GetHashCode() ?? 0;
    }
}
