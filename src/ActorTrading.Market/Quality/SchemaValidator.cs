using System.Globalization;
using ActorTrading.Market.Candles;

namespace ActorTrading.Market.Quality;

/// <summary>
/// Turns raw rows of any source into candles, or says what is wrong with them: required fields, types, ranges and the relation of open, high, low and close.
/// Every finding names the field, its value and what would be right.
/// </summary>
/// <param name="source">Who published the rows.</param>
public sealed class SchemaValidator(CandleSource source)
{
    /// <summary>From here on a time is in µs, below in ms.</summary>
    private const long LeastMicros = 100_000_000_000_000;

    /// <summary>From here on a time is in ms, below in s.</summary>
    private const long LeastMillis = 100_000_000_000;

    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly string[] Dates =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFK", "yyyy-MM-ddTHH:mm:ss.FFFFFFK"];

    /// <summary>Reads one row.</summary>
    /// <param name="row">Its number, for the findings.</param>
    /// <param name="findings">Receives everything that is wrong with it.</param>
    /// <param name="isFinal">What holds where the row itself does not tell.</param>
    /// <returns>Whether the candle may be used. An open alone outside of high and low may: some exchanges publish the previous close as open.</returns>
    public bool TryRead(RawCandle raw, long row, ICollection<Finding> findings, out Candle candle, bool isFinal = true)
    {
        ArgumentNullException.ThrowIfNull(raw);
        var reader = new RowReader(row, findings);
        var time = reader.Time(raw.OpenTime);
        var bar = new Bar(
            time,
            reader.Price("open", raw.Open),
            reader.Price("high", raw.High),
            reader.Price("low", raw.Low),
            reader.Price("close", raw.Close),
            reader.Volume("volume", raw.Volume, isRequired: true),
            reader.Volume("buy volume", raw.BuyVolume, isRequired: false),
            reader.Amount("quote volume", raw.QuoteVolume, isRequired: false),
            reader.Count("trades", raw.Trades));
        candle = new Candle(bar, source, reader.Flag(raw.IsFinal) ?? isFinal);
        if (reader.IsReadable && !BarValidity.Relates(bar))
        {
            reader.Note(FindingRule.OhlcRelation, SeverityOf(bar), BarValidity.WhyUnrelated(bar));
        }

        return reader.IsReadable;
    }

    /// <summary>Judges a candle that is typed already.</summary>
    /// <inheritdoc cref="TryRead"/>
    public static bool Check(in Candle candle, long row, ICollection<Finding> findings)
    {
        var reader = new RowReader(row, findings) { RowTime = candle.OpenTime };
        var bar = candle.Bar;
        if (!BarValidity.IsTimely(bar) || !BarValidity.InRange(bar))
        {
            reader.Note(FindingRule.OutOfRange, FindingSeverity.Error, BarValidity.WhyOutOfRange(bar));
        }
        else if (!BarValidity.Relates(bar))
        {
            reader.Note(FindingRule.OhlcRelation, SeverityOf(bar), BarValidity.WhyUnrelated(bar));
        }

        return reader.IsReadable;
    }

    private static FindingSeverity SeverityOf(in Bar bar) => BarValidity.OnlyOpenIsOutside(bar) ? FindingSeverity.Warning : FindingSeverity.Error;

    /// <summary>Reads the fields of one row and notes what is wrong.</summary>
    private struct RowReader(long row, ICollection<Finding> findings)
    {
        public bool IsReadable { get; private set; } = true;

        public long RowTime { get; init; }

        private long _time;

        public long Time(string? text)
        {
            if (IsMissing("open time", text, isRequired: true))
            {
                return 0;
            }

            if (decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out var number))
            {
                var micros = Math.Abs(number) >= LeastMicros ? number : Math.Abs(number) >= LeastMillis ? number * 1000 : number * 1_000_000;
                if (micros != decimal.Truncate(micros) || micros < 0 || micros >= BarValidity.EndOfTime)
                {
                    Wrong(FindingRule.OutOfRange, "open time", text!, "must be whole and from 1970 to 2099 in s, ms or µs");
                    return 0;
                }

                return _time = (long)micros;
            }

            if (DateTimeOffset.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date))
            {
                return _time = (date - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            }

            Wrong(FindingRule.WrongType, "open time", text!, "must be a number of s, ms or µs since 1970, or a date such as 2024-01-31 23:55:00");
            return 0;
        }

        public long Price(string field, string? text)
        {
            var wasReadable = IsReadable;
            IsReadable = true;
            var amount = Amount(field, text, isRequired: true);
            var price = Fixed.Saturated(amount);
            if (IsReadable && price == 0)
            {
                Wrong(FindingRule.OutOfRange, field, text!, "must be above 0, at least 0.00000001");
            }
            else if (IsReadable && amount > Fixed.ToDecimal(long.MaxValue))
            {
                Wrong(FindingRule.OutOfRange, field, text!, "must be below 92233720368");
            }

            IsReadable &= wasReadable;
            return price;
        }

        /// <summary>Beyond the range, as of very cheap coins, it is the end of the range.</summary>
        public long Volume(string field, string? text, bool isRequired) => Fixed.Saturated(Amount(field, text, isRequired));

        public decimal Amount(string field, string? text, bool isRequired)
        {
            if (IsMissing(field, text, isRequired))
            {
                return 0;
            }

            if (!decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out var amount))
            {
                var isHuge = double.TryParse(text, Number, CultureInfo.InvariantCulture, out var far) && !double.IsNaN(far);
                Wrong(isHuge ? FindingRule.OutOfRange : FindingRule.WrongType, field, text!, "must be a number such as 1234.5, without separators of thousands");
                return 0;
            }

            if (amount < 0)
            {
                Wrong(FindingRule.OutOfRange, field, text!, "must not be negative");
                return 0;
            }

            return amount;
        }

        public int Count(string field, string? text)
        {
            var amount = Amount(field, text, isRequired: false);
            if (amount == decimal.Truncate(amount) && amount <= int.MaxValue)
            {
                return (int)amount;
            }

            Wrong(FindingRule.OutOfRange, field, text!, $"must be a whole number up to {int.MaxValue}");
            return 0;
        }

        public bool? Flag(string? text)
        {
            switch (text)
            {
                case null or "":
                    return null;
                case "1" or "true" or "True":
                    return true;
                case "0" or "false" or "False":
                    return false;
                default:
                    Wrong(FindingRule.WrongType, "final", text, "must be 1, 0, true or false");
                    return null;
            }
        }

        public void Note(FindingRule rule, FindingSeverity severity, string detail)
        {
            IsReadable &= severity != FindingSeverity.Error;
            findings.Add(new Finding(rule, severity, severity == FindingSeverity.Error ? FindingAction.Refetch : FindingAction.Keep, row, RowTime == 0 ? _time : RowTime, 1, detail));
        }

        private bool IsMissing(string field, string? text, bool isRequired)
        {
            if (!string.IsNullOrEmpty(text))
            {
                return false;
            }

            if (isRequired)
            {
                Note(FindingRule.MissingField, FindingSeverity.Error, $"{field}: {(text is null ? "is not there" : "is empty")}, must be there");
            }

            return true;
        }

        private void Wrong(FindingRule rule, string field, string value, string right) =>
            Note(rule, FindingSeverity.Error, $"{field} '{(value.Length > 40 ? value[..40] + "…" : value)}': {right}");
    }
}
