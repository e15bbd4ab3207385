using System.Globalization;

namespace ActorTrading.Feeds.Recorded;

/// <summary>A recorded file is missing, damaged or not what it should be. The message names file, line, field, value and what would be right.</summary>
public sealed class FeedFormatException : Exception
{
    public FeedFormatException(string file, long line, string field, string value, string expected, Exception? cause = null)
        : base(Describe(file, line, field, value, expected), cause)
    {
        File = file;
        Line = line;
        Field = field;
        Value = value;
        Expected = expected;
    }

    /// <summary>The path as it was given.</summary>
    public string File { get; }

    /// <summary>From 1, the header being line 1; 0 where the trouble is with the file as a whole.</summary>
    public long Line { get; }

    /// <summary>The column, or <c>file</c>, <c>header</c>, <c>line</c>, <c>gzip</c>, <c>symbol</c>, <c>timeframe</c>, <c>position</c>.</summary>
    public string Field { get; }

    /// <summary>What was found, shortened to some 60 characters, with control characters escaped.</summary>
    public string Value { get; }

    /// <summary>What would be right.</summary>
    public string Expected { get; }

    private static string Describe(string file, long line, string field, string value, string expected)
    {
        var where = line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}") : file;
        var found = value.Length > 0 ? $": '{value}'" : "";
        return $"{where}: {field}{found}: {expected}";
    }
}
