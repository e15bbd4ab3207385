namespace ActorTrading.Market.Quality;

/// <summary>How sources spell the fields of a candle.</summary>
internal static class CandleFieldNames
{
    private const int LongestName = 40;

    private static readonly Dictionary<string, CandleField> Spellings = new(StringComparer.Ordinal)
    {
        ["opentime"] = CandleField.OpenTime,
        ["opentimems"] = CandleField.OpenTime,
        ["opentimeus"] = CandleField.OpenTime,
        ["timestamp"] = CandleField.OpenTime,
        ["ts"] = CandleField.OpenTime,
        ["tsms"] = CandleField.OpenTime,
        ["time"] = CandleField.OpenTime,
        ["date"] = CandleField.OpenTime,
        ["datetime"] = CandleField.OpenTime,
        ["t"] = CandleField.OpenTime,
        ["open"] = CandleField.Open,
        ["o"] = CandleField.Open,
        ["high"] = CandleField.High,
        ["h"] = CandleField.High,
        ["low"] = CandleField.Low,
        ["l"] = CandleField.Low,
        ["close"] = CandleField.Close,
        ["c"] = CandleField.Close,
        ["volume"] = CandleField.Volume,
        ["vol"] = CandleField.Volume,
        ["basevolume"] = CandleField.Volume,
        ["v"] = CandleField.Volume,
        ["quotevolume"] = CandleField.QuoteVolume,
        ["quoteassetvolume"] = CandleField.QuoteVolume,
        ["volccyquote"] = CandleField.QuoteVolume,
        ["q"] = CandleField.QuoteVolume,
        ["takerbuybase"] = CandleField.BuyVolume,
        ["takerbuyvolume"] = CandleField.BuyVolume,
        ["takerbuybaseassetvolume"] = CandleField.BuyVolume,
        ["buyvolume"] = CandleField.BuyVolume,
        ["trades"] = CandleField.Trades,
        ["tradescount"] = CandleField.Trades,
        ["numberoftrades"] = CandleField.Trades,
        ["count"] = CandleField.Trades,
        ["n"] = CandleField.Trades,
        ["confirm"] = CandleField.IsFinal,
        ["isfinal"] = CandleField.IsFinal,
        ["x"] = CandleField.IsFinal,
    };

    /// <summary>Case, blanks and underscores do not matter, save in one-letter names: <c>T</c> is not <c>t</c>.</summary>
    public static CandleField? FieldOf(string name)
    {
        if (name.Length == 1)
        {
            return name == "V" ? CandleField.BuyVolume : Spellings.TryGetValue(name, out var letter) ? letter : null;
        }

        Span<char> letters = stackalloc char[LongestName];
        var length = 0;
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                if (length == LongestName)
                {
                    return null;
                }

                letters[length++] = char.ToLowerInvariant(c);
            }
        }

        return length > 1 && Spellings.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters[..length], out var field) ? field : null;
    }

    /// <summary>In messages.</summary>
    public static string NameOf(CandleField field) => field switch
    {
        CandleField.OpenTime => "open time",
        CandleField.QuoteVolume => "quote volume",
        CandleField.BuyVolume => "buy volume",
        CandleField.IsFinal => "final",
        _ => field.ToString().ToLowerInvariant(),
    };
}
