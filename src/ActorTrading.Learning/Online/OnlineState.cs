namespace ActorTrading.Learning.Online;

/// <summary>Checks of saved states that the online learners share.</summary>
internal static class OnlineState
{
    /// <summary>Features a linear online learner takes at most.</summary>
    public const int MaxFeatures = 4096;

    public const int MaxClasses = 100;

    /// <summary>Largest size of a raw value or target: squares and their sums stay finite far beyond it.</summary>
    public const double MaxSize = 1e50;

    /// <summary>Largest number of a state: beyond all that rows of allowed size leave behind, and sums of products are numbers still.</summary>
    public const double Largest = 1e120;

    /// <summary>Fills <paramref name="values"/>; a number that is not finite, or so large that a sum of products is not, would answer NaN for ever.</summary>
    public static void ReadFinite(this BinaryReader reader, Span<double> values, string what) =>
        reader.ReadInto(values, -Largest, Largest, what);

    public static long ReadRows(this BinaryReader reader, string what) => reader.ReadLong(0, long.MaxValue - 1, what);

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
}
