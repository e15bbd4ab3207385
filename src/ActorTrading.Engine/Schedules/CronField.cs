using System.Globalization;

namespace ActorTrading.Engine.Schedules;

/// <summary>One of the five fields of a cron expression: the values at which it fires, ascending.</summary>
/// <param name="Values">At least one.</param>
/// <param name="IsAny">Written as <c>*</c>.</param>
public sealed record CronField(IReadOnlyList<int> Values, bool IsAny)
{
    private const int LongestText = 100;

    /// <param name="text">Values, ranges <c>a-b</c> and steps <c>*/n</c> or <c>a-b/n</c>, joined by commas.</param>
    /// <param name="name">For messages.</param>
    /// <param name="from">The least value.</param>
    /// <param name="to">The greatest value.</param>
    /// <param name="words">Names for the values, from the least on; may be empty.</param>
    /// <exception cref="FormatException">It is none; the message says what would be.</exception>
    internal static CronField Parse(string text, string name, int from, int to, params string[] words)
    {
        if (text == "*")
        {
            return new CronField([.. Enumerable.Range(from, to - from + 1)], IsAny: true);
        }

        var values = new SortedSet<int>();
        foreach (var part in text.Length <= LongestText ? text.Split(',') : [""])
        {
            var (range, step) = part.Split('/') switch
            {
                [var all] => (all, 1),
                [var all, var every] when int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 && (all == "*" || all.Contains('-', StringComparison.Ordinal)) => (all, n),
                _ => ("", 1),
            };
            var (first, last) = range == "*" ? (from, to) : range.Split('-') switch
            {
                [var one] => (Value(one), Value(one)),
                [var one, var other] => (Value(one), Value(other)),
                _ => (-1, -1),
            };
            if (first < from || last > to || last < first)
            {
                throw new FormatException(
                    $"the {name} '{(text.Length <= LongestText ? text : $"{text[..LongestText]}…")}' is not made of values from {from} to {to}{(words.Length > 0 ? $" ({words[0]} to {words[^1]})" : "")}, ranges a-b and steps */n, joined by commas");
            }

            for (var value = first; value <= last; value += step)
            {
                values.Add(value);
            }
        }

        return new CronField([.. values], IsAny: false);

        int Value(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : Array.FindIndex(words, w => string.Equals(w, word, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? from + index : -1;
    }

    /// <summary>As cron reads it back, in numbers.</summary>
    public override string ToString() => IsAny ? "*" : string.Join(',', Values);
}
