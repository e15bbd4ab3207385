using System.Buffers.Text;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;
using ActorTrading.Market.Quality;

namespace ActorTrading.Feeds.Archives;

/// <summary>Takes one column after the other off a row; the first that is wrong is remembered and the rest reads as 0.</summary>
internal ref struct RowFields(ReadOnlySpan<byte> row)
{
    private ReadOnlySpan<byte> _rest = row;
    private bool _ended;

    public RowFault? Fault { get; private set; }

    /// <summary>µs, from ms or µs.</summary>
    public long Time(string column)
    {
        var text = Text(column);
        if (Fault is not null)
        {
            return 0;
        }

        if (Fields.ReadTimeOfEitherUnit(text, out var time) is { } wrong)
        {
            Refuse(Fields.TryReadDigits(text, out _) ? FindingRule.OutOfRange : FindingRule.WrongType, column, text, wrong);
        }

        return time;
    }

    /// <summary>Scaled by 1e8.</summary>
    public long Number(string column) => Scaled(column, isVolume: false);

    /// <summary>Scaled by 1e8; beyond the range the end of the range.</summary>
    public long Volume(string column) => Scaled(column, isVolume: true);

    private long Scaled(string column, bool isVolume)
    {
        var text = Text(column);
        if (Fault is not null)
        {
            return 0;
        }

        if ((isVolume ? Fields.ReadVolume(text, out var number) : Fields.ReadFixed(text, out number)) is { } wrong)
        {
            Refuse(wrong.StartsWith("out of range", StringComparison.Ordinal) ? FindingRule.OutOfRange : FindingRule.WrongType, column, text, wrong);
        }

        return number;
    }

    public decimal Decimal(string column)
    {
        var text = Text(column);
        if (Utf8Parser.TryParse(text, out decimal number, out var used) && used == text.Length)
        {
            return number;
        }

        if (Fault is null)
        {
            Refuse(FindingRule.WrongType, column, text, "expected a decimal number");
        }

        return 0;
    }

    /// <summary>A whole number from 0.</summary>
    public long Whole(string column)
    {
        var text = Text(column);
        if (Fault is null && !Fields.TryReadDigits(text, out _))
        {
            Refuse(FindingRule.WrongType, column, text, "expected a whole number from 0, at most 18 digits");
        }

        return Fault is null && Fields.TryReadDigits(text, out var whole) ? whole : 0;
    }

    /// <summary>The taker's side, written as buy or sell.</summary>
    public Side Side(string column)
    {
        var text = Text(column);
        var isBuy = text.SequenceEqual("buy"u8);
        if (Fault is null && !isBuy && !text.SequenceEqual("sell"u8))
        {
            Refuse(FindingRule.WrongType, column, text, "expected 'buy' or 'sell', the taker's side");
        }

        return isBuy ? Market.Side.Buy : Market.Side.Sell;
    }

    public bool Boolean(string column)
    {
        var text = Text(column);
        var isTrue = System.Text.Ascii.EqualsIgnoreCase(text, "true");
        if (Fault is null && !isTrue && !System.Text.Ascii.EqualsIgnoreCase(text, "false"))
        {
            Refuse(FindingRule.WrongType, column, text, "expected True or False");
        }

        return isTrue;
    }

    /// <summary>A column of no interest.</summary>
    public void Skip(string column) => Text(column);

    /// <summary>Whether the row has a further column.</summary>
    public readonly bool HasMore => !_ended;

    public void End()
    {
        if (Fault is null && !_ended)
        {
            Refuse(FindingRule.WrongType, "line", _rest, "the row has more columns than the rows before");
        }
    }

    private ReadOnlySpan<byte> Text(string column)
    {
        if (Fault is not null)
        {
            return default;
        }

        if (_ended)
        {
            Refuse(FindingRule.MissingField, column, default, "the row ends before this column");
            return default;
        }

        var text = Fields.Next(ref _rest, out _ended);
        if (text.IsEmpty)
        {
            Refuse(FindingRule.MissingField, column, text, "the field is empty");
        }

        return text;
    }

    private void Refuse(FindingRule rule, string column, scoped ReadOnlySpan<byte> text, string expected) =>
        Fault = new RowFault(rule, column, LineReader.Show(text), expected);
}
