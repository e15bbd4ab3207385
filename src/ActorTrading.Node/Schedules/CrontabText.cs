using System.Text;

namespace ActorTrading.Node.Schedules;

/// <summary>
/// A user's crontab with the block of lines that is ours. One character is one byte: what others wrote stays as it is, whatever its encoding and
/// line ends.
/// </summary>
internal static class CrontabText
{
    public const string Begin = "# BEGIN actortrading";
    public const string End = "# END actortrading";

    /// <summary>Ends each command of ours (the shell takes it for a comment), so that it is known without its markers too.</summary>
    private const string Tag = " # actortrading-schedule";

    /// <summary>The crontab with one block of ours at its end, in place of all that were there.</summary>
    public static string Install(string crontab, string schedule, string command)
    {
        var others = Remove(crontab);
        var block = $"{Begin}\n# Made by 'actortrading schedule install'; what is changed between these lines is lost. Times are those of the cron daemon's time zone.\n{schedule} {command}{Tag}\n{End}\n";
        return $"{others}{(others.Length == 0 || others.EndsWith('\n') ? "" : "\n")}{Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(block))}";
    }

    /// <summary>The crontab without anything of ours.</summary>
    public static string Remove(string crontab)
    {
        var kept = new StringBuilder(crontab.Length);
        var lines = Lines(crontab);
        for (var i = 0; i < lines.Count; i++)
        {
            if (IsMarker(lines[i], Begin) && EndOf(lines, i) is { } end)
            {
                i = end;
            }
            else if (!IsMarker(lines[i], Begin) && !IsMarker(lines[i], End) && !IsOurs(lines[i]))
            {
                kept.Append(lines[i]);
            }
        }

        return kept.ToString();
    }

    /// <summary>Schedule and command of each job of ours, inside of markers or not.</summary>
    public static IReadOnlyList<(string Schedule, string Command)> Jobs(string crontab) => [.. Lines(crontab).Where(IsOurs).Select(Split)];

    /// <summary>Where the block ends; null where the end is missing: then only what is known to be ours may go.</summary>
    private static int? EndOf(List<string> lines, int begin)
    {
        for (var i = begin + 1; i < lines.Count; i++)
        {
            if (IsMarker(lines[i], End))
            {
                return i;
            }

            if (IsMarker(lines[i], Begin))
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsMarker(string line, string marker) => line.TrimEnd() == marker;

    private static bool IsOurs(string line) => line.TrimEnd().EndsWith(Tag, StringComparison.Ordinal) && !line.StartsWith('#');

    private static (string Schedule, string Command) Split(string line)
    {
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line)).Trim();
        var words = text[..^Tag.Length].Split(' ', text.StartsWith('@') ? 2 : 6, StringSplitOptions.RemoveEmptyEntries);
        return (string.Join(' ', words[..^1]), words[^1]);
    }

    /// <summary>Each with its line end.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }
}
