namespace ActorTrading.Node.Schedules;

/// <summary>A command line that something else starts later, elsewhere: every path in it is absolute.</summary>
/// <param name="Words">The program and its arguments; no control characters.</param>
/// <param name="LogFile">Where its output is added.</param>
internal sealed record ScheduledCommand(IReadOnlyList<string> Words, string LogFile)
{
    /// <exception cref="ArgumentException">A word has a control character, which no crontab or unit file can hold.</exception>
    public ScheduledCommand Validate() => Words.Append(LogFile).FirstOrDefault(w => w.Any(char.IsControl)) is { } bad
        ? throw new ArgumentException($"'{bad.ReplaceLineEndings(" ")}' has a line break or another control character, which cannot be scheduled: rename it.")
        : this;

    /// <summary>For the command field of a crontab: quoted for sh, and with % as cron wants it.</summary>
    public string ForCrontab() =>
        $"{string.Join(' ', Words.Select(Shell))} >> {Shell(LogFile)} 2>&1".Replace("%", "\\%", StringComparison.Ordinal);

    /// <summary>For ExecStart of a unit file.</summary>
    public string ForSystemd() => string.Join(' ', Words.Select(w => Unit(w).Replace("$", "$$", StringComparison.Ordinal)));

    /// <summary>Quoted for a unit file, without expansion of specifiers.</summary>
    public static string Unit(string word) => IsPlain(word)
        ? word
        : $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal)}\"";

    private static string Shell(string word) => IsPlain(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(string word) => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+=:,@".Contains(c, StringComparison.Ordinal));
}
