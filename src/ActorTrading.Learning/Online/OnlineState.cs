namespace ActorTrading.Learning.Online;

/// <summary>Checks of saved states that the online learners share.</summary>
internal static class OnlineState
{
    /// <summary>Features a linear online learner takes at most.</summary>
    public const int MaxFeatures = 4096;

    public const int MaxClasses = 100;

    /// <summary>Largest size of a raw value or target: squares and their sums stay finite far beyond it.</summary>
    public const double MaxSize = 1e50;

    /// <summary>Fills <paramref name="values"/>; a number that is not finite would answer NaN for ever.</summary>
    public static void ReadFinite(this BinaryReader reader, Span<double> values, string what)
    {
        reader.ReadInto(values, what);
        for (var i = 0; i < values.Length; i++)
        {
            Expect(double.IsFinite(values[i]), values[i], what, "finite");
        }
    }

    public static double ReadNumber(this BinaryReader reader, double low, double high, string what)
    {
        var value = reader.ReadDouble();
        Expect(value >= low && value <= high, value, what, $"from {low:R} to {high:R}");
        return value;
    }

    public static long ReadRows(this BinaryReader reader, string what)
    {
        var value = reader.ReadInt64();
        Expect(value >= 0, value, what, "0 or more");
        return value;
    }

    /// <summary>Runs the range checks of a shape or of options that were read from a state.</summary>
    public static void Valid(Action validate)
    {
        try
        {
            validate();
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The saved shape or options are not valid: {e.Message}", e);
        }
    }

    private static void Expect(bool holds, double value, string what, string right)
    {
        if (!holds)
        {
            throw new InvalidDataException(FormattableString.Invariant($"The saved {what} holds {value}; it must be {right}."));
        }
    }
}
