namespace ActorTrading.Actors.TestKit;

/// <summary>How a test kit fails a test: the seam to a test framework. Formats are those of <see cref="string.Format(string, object[])"/>.</summary>
public interface ITestKitAssertions
{
    /// <summary>Throws.</summary>
    void Fail(string format = "", params object?[] args);

    /// <summary>Throws, with the text given, when the condition does not hold; else does nothing.</summary>
    void AssertTrue(bool condition, string format = "", params object?[] args);

    /// <summary>Throws, with the text given, when the condition holds; else does nothing.</summary>
    void AssertFalse(bool condition, string format = "", params object?[] args);

    /// <summary>Throws unless the two are equal; what equal means is up to the implementation.</summary>
    void AssertEqual<T>(T expected, T actual, string format = "", params object?[] args);

    /// <summary>Throws unless the comparer, given <paramref name="expected"/> first, says that the two are equal.</summary>
    void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object?[] args);
}
